package shop.order;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import shop.messaging.Database;

/** The unfinished orders, as the database counts them, of all replicas. */
@ApplicationScoped
class Backlog {

    /**
     * What an operator must look at waits for a person, and says nothing about the others. What came is told by the newest id
     * that was seen, not by the clock: an order that was counted in the last backlog did not come since.
     */
    private static final String COUNT = """
            select count(*) as backlog,
                   count(*) filter (where started_at < ?) as waiting,
                   count(*) filter (where started_at < ?) as still_waiting,
                   (select count(*) from saga where order_id > ?) as came,
                   (select order_id from saga order by order_id desc limit 1) as newest
              from (select started_at from saga
                     where state in ('RUNNING', 'COMPENSATING') and not needs_attention limit ?) unfinished
            """;

    private final Database database;

    Backlog(Database database) {
        this.database = database;
    }

    /**
     * What there was at a time.
     *
     * @param unfinished orders, at most as many as were counted
     * @param came orders that were placed after the newest one before, unfinished or not
     * @param waiting unfinished ones that were placed before {@code longAgo}
     * @param stillWaiting unfinished ones that were placed before the time that was {@code longAgo} at the last count
     * @param newest order, finished or not
     */
    record Count(long unfinished, long came, long waiting, long stillWaiting, Optional<UUID> newest) {}

    /** Counts, up to {@code limit} unfinished orders. */
    Count count(Instant longAgo, Instant longAgoBefore, UUID newestBefore, int limit) {
        return database.query(
                        COUNT,
                        row -> new Count(
                                row.getLong("backlog"),
                                row.getLong("came"),
                                row.getLong("waiting"),
                                row.getLong("still_waiting"),
                                Optional.ofNullable(row.getObject("newest", UUID.class))),
                        longAgo,
                        longAgoBefore,
                        newestBefore,
                        limit)
                .getFirst();
    }
}
