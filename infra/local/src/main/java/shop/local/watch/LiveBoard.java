package shop.local.watch;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import shop.local.control.Overview;

/** Draws the board again and again, until somebody ends it. */
public final class LiveBoard implements AutoCloseable {

    private static final Duration REDRAWN_EVERY = Duration.ofMillis(500);
    private static final Duration KEYS_EVERY = Duration.ofMillis(50);
    private static final Duration LINE_EVERY = Duration.ofSeconds(3);
    private static final Duration OVERVIEW_EVERY = Duration.ofSeconds(1);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** Asks the supervisor. */
    @FunctionalInterface
    public interface Overviews {
        Overview get() throws IOException;
    }

    private final BoardFeed feed;
    private final Overviews overviews;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Overview overview;

    /** Begins to ask the supervisor now and then. */
    public LiveBoard(BoardFeed feed, Overviews overviews) {
        this.feed = feed;
        this.overviews = overviews;
        Thread.ofVirtual().name("overview").start(this::askSupervisor);
    }

    /** On a terminal, until q is pressed. */
    public void on(Terminal terminal) throws IOException, InterruptedException {
        Instant nextDrawing = Instant.EPOCH;
        while (!terminal.isToEnd()) {
            Instant now = Instant.now();
            if (!now.isBefore(nextDrawing)) {
                Terminal.Size size = terminal.size();
                terminal.draw(feed.look(
                        board -> Screen.lines(board, overview, feed.trouble(), size.width(), size.height(), now)));
                nextDrawing = now.plus(REDRAWN_EVERY);
            }
            ended.await(KEYS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A line every few seconds, until nobody reads them. */
    public void on(PrintStream out) throws InterruptedException {
        while (!out.checkError()) {
            ended.await(LINE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            out.println(LocalTime.now().format(CLOCK) + " "
                    + feed.look(board -> Screen.line(board, overview, feed.trouble(), Instant.now())));
        }
    }

    @Override
    public void close() {
        ended.countDown();
    }

    private void askSupervisor() {
        try {
            do {
                try {
                    overview = overviews.get();
                } catch (IOException e) {
                    // It is drawn as not answering.
                    overview = null;
                }
            } while (!ended.await(OVERVIEW_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
