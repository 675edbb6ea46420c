package shop.order.watch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import shop.messaging.Database;

/**
 * The sagas that ended, in the order in which the log has it. Who goes on from where a page ended misses none and gets none
 * twice, though transactions commit in another order than they wrote in (see {@link Horizon}).
 */
@ApplicationScoped
public class EndedSagas {

    private static final String ENDED = """
            select position, order_id
              from saga_log
             where position > ? and position <= ?
               and "to" in ('COMPLETED', 'COMPENSATED') and "from" in ('RUNNING', 'COMPENSATING')
             order by position
             limit ?
            """;

    private final Database database;
    private final SagaLog log;
    private final Horizon horizon;

    EndedSagas(Database database, SagaLog log) {
        this.database = database;
        this.log = log;
        this.horizon = new Horizon(database);
    }

    /** Some that ended, the earliest first; the next page begins after {@code next}. */
    public record Page(List<UUID> orderIds, long next) {}

    private record Ended(long position, UUID orderId) {}

    /** Those after a position, at most so many; none as long as it is not known what may still come before them. */
    public synchronized Page after(long position, int limit) {
        OptionalLong complete = horizon.look();
        if (complete.isEmpty() || complete.getAsLong() <= position) {
            return new Page(List.of(), position);
        }
        List<Ended> ended = database.query(
                ENDED,
                row -> new Ended(row.getLong("position"), row.getObject("order_id", UUID.class)),
                position,
                complete.getAsLong(),
                limit);
        long next =
                ended.size() < limit ? complete.getAsLong() : ended.getLast().position();
        return new Page(ended.stream().map(Ended::orderId).toList(), next);
    }

    /** Where to begin for who wants only those that end from now on. */
    public Page fromNow() {
        return new Page(List.of(), log.drawn());
    }
}
