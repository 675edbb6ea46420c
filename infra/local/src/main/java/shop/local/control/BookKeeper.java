package shop.local.control;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.local.books.Auditor;
import shop.local.books.Books;
import shop.local.books.Source;

/**
 * The books, looked at when somebody asks: at most once a second, and for a tenth of the time at most, however much there
 * is to add up. Who asks meanwhile gets what was seen last.
 */
public final class BookKeeper {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int PAUSE_PER_LOOK = 9;
    private static final int PAGES_PER_LOOK = 2;

    private final Auditor auditor;
    private @Nullable Books seen;
    private Instant nextLook = Instant.EPOCH;

    /** Asks {@code source}. */
    public BookKeeper(Source source) {
        this.auditor = new Auditor(source, PAGES_PER_LOOK);
    }

    synchronized Books now() {
        Books last = seen;
        if (last != null && Instant.now().isBefore(nextLook)) {
            return last;
        }
        Instant began = Instant.now();
        Books books = auditor.look();
        Duration pause = Duration.between(began, Instant.now()).multipliedBy(PAUSE_PER_LOOK);
        nextLook = Instant.now().plus(pause.compareTo(SHORTEST_PAUSE) > 0 ? pause : SHORTEST_PAUSE);
        seen = books;
        return books;
    }
}
