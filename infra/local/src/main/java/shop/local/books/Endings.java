package shop.local.books;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import shop.local.environment.ServiceAway;

/** Follows orders as they end, and hands them out once they have been final for long enough. */
final class Endings {

    private static final int MAX_WAITING = 50_000;
    private static final int MAX_PAGES = 5;

    private final AuditReader reader;
    private final Deque<Traces.Order> waiting = new ArrayDeque<>();
    private String cursor = "now";

    Endings(AuditReader reader) {
        this.reader = reader;
    }

    /** Hears of those that ended meanwhile. Returns the moment at which order-service was asked. */
    Instant follow() throws ServiceAway {
        AuditReader.Ended ended = next();
        for (int page = 1; page < MAX_PAGES && ended.isFull() && waiting.size() < MAX_WAITING; page++) {
            ended = next();
        }
        return ended.at();
    }

    /** The earliest, at most so many, that had ended by then; they are not handed out again. */
    List<UUID> endedBy(Instant moment, int limit) {
        List<UUID> due = new ArrayList<>();
        while (due.size() < limit && !waiting.isEmpty() && waiting.getFirst().endedBy(moment)) {
            due.add(waiting.removeFirst().orderId());
        }
        return due;
    }

    int waiting() {
        return waiting.size();
    }

    private AuditReader.Ended next() throws ServiceAway {
        AuditReader.Ended ended = reader.endedAfter(cursor);
        waiting.addAll(ended.orders());
        cursor = ended.next();
        return ended;
    }
}
