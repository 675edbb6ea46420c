package shop.chaos.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import shop.local.environment.Json;

/**
 * Writes what happens to a file, a JSON object a line, in the order in which it happens. Keeps nothing in memory. A line
 * that is begun when the machine dies is the last one; {@link Journal} leaves it out.
 *
 * <p>Safe for use by many threads.
 */
public final class History implements AutoCloseable {

    private static final ObjectMapper JSON = Json.MAPPER;

    private final Writer writer;
    private final CampaignClock clock;
    private final AtomicLong calls = new AtomicLong();
    private boolean closed;

    /** A new history; an old one in the same file is forgotten. */
    public History(Path file, CampaignClock clock) throws IOException {
        this.writer = Files.newBufferedWriter(file);
        this.clock = clock;
    }

    /** Notes that a call goes out; returns its number. */
    public long invoke(Request request) {
        long call = calls.incrementAndGet();
        add(at -> new Event.Invoked(at, call, request));
        return call;
    }

    /** Notes how a call ended. */
    public void answer(long call, Answer answer) {
        add(at -> new Event.Answered(at, call, answer));
    }

    /** Notes an event at this moment. Nothing is noted any more once the history is closed. */
    public synchronized void add(Function<Instant, Event> event) {
        if (closed) {
            return;
        }
        try {
            writer.write(JSON.writeValueAsString(event.apply(clock.now())));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written", e);
        }
    }

    /** The clock that its times are of. */
    public CampaignClock clock() {
        return clock;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        writer.close();
    }
}
