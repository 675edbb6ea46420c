package shop.order.watch;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;
import shop.order.Money;
import shop.order.saga.SagaJson;

/** The log of all sagas, read in pages. Each method is one statement, and holds no connection afterwards. */
@ApplicationScoped
class SagaLog {

    /** The lateral join looks orders up one by one, for first entries only. */
    private static final String SELECT = """
            select l.position, l.order_id, l.sequence, l.at, l.event, l.step, l."from", l."to", l.status, l.why, l.sends,
                   o.customer_id, o.total_amount, o.total_currency, o.items
              from saga_log l
              left join lateral (
                select customer_id, total_amount, total_currency, json_array_length(items) as items
                  from orders where id = l.order_id and l.event = 'STARTED' limit 1) o on true
            """;

    private static final String AFTER =
            SELECT + " where l.position > ? and l.position <= ? order by l.position limit ?";
    private static final String OF_ORDER =
            SELECT + " where l.order_id = ? and l.sequence > ? order by l.sequence limit ?";
    private static final String ENDED = """
            select case when s.state in ('COMPLETED', 'COMPENSATED')
                        then (select max(sequence) from saga_log l where l.order_id = s.order_id) end
              from saga s where s.order_id = ?
            """;

    private final Database database;

    SagaLog(Database database) {
        this.database = database;
    }

    /** The entries in a range of positions, at most so many. */
    List<Told> after(long position, long upTo, int limit) {
        return database.query(AFTER, SagaLog::read, position, upTo, limit);
    }

    /** An order's entries after one of its own, at most so many. */
    List<Told> ofOrder(UUID orderId, long afterSequence, int limit) {
        return database.query(OF_ORDER, SagaLog::read, orderId, afterSequence, limit);
    }

    /** The newest entry's position that is not above this one; 0 where there is none. */
    long newestUpTo(long position) {
        return database.query(
                        "select coalesce(max(position), 0) from saga_log where position <= ?",
                        row -> row.getLong(1),
                        position)
                .getFirst();
    }

    /** The last position drawn by anybody. */
    long drawn() {
        return Horizon.drawn(database);
    }

    /** Whether there is a saga of that order, and the last entry's sequence if it has ended. */
    record Known(boolean exists, @Nullable Long endedWith) {}

    Known known(UUID orderId) {
        List<Known> found = database.query(
                ENDED,
                row -> {
                    long last = row.getLong(1);
                    return new Known(true, row.wasNull() ? null : last);
                },
                orderId);
        return found.isEmpty() ? new Known(false, null) : found.getFirst();
    }

    private static Told read(ResultSet row) throws SQLException {
        String customer = row.getString("customer_id");
        SagaEvent event = new SagaEvent(
                row.getObject("order_id", UUID.class),
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("event"),
                row.getString("step"),
                row.getString("from"),
                row.getString("to"),
                row.getString("status"),
                row.getString("why"),
                SagaJson.readSends(row.getString("sends")),
                customer,
                customer == null ? null : new Money(row.getLong("total_amount"), row.getString("total_currency")),
                customer == null ? null : row.getInt("items"));
        return Told.of(row.getLong("position"), event);
    }
}
