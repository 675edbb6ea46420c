package shop.chaos.sweep;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import shop.chaos.site.Site;

/** What order-service's database says of one order; it can be asked while the service itself is dead. */
final class SagaRecords {

    private final Site site;

    SagaRecords(Site site) {
        this.site = site;
    }

    /** An order of which nothing is left to do. */
    record Ended(String status, String state, Instant at) {
        @Override
        public String toString() {
            return status + ", " + state;
        }
    }

    /** How the order ended; empty as long as its saga is on its way. */
    Optional<Ended> ended(UUID order) throws SQLException {
        return one(
                """
                select o.status, s.state, (select max(at) from saga_log l where l.order_id = s.order_id)
                  from saga s join orders o on o.id = s.order_id
                 where s.order_id = ? and s.state in ('COMPLETED', 'COMPENSATED')
                """,
                order,
                row -> new Ended(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()));
    }

    /** Status and state as they are now. */
    String now(UUID order) throws SQLException {
        return one(
                        "select o.status, s.state from saga s join orders o on o.id = s.order_id where s.order_id = ?",
                        order,
                        row -> row.getString(1) + ", " + row.getString(2))
                .orElse("not there");
    }

    /** Whether it has owed a message of that type. */
    boolean hasOwed(UUID order, String type) throws SQLException {
        return one(
                        "select 1 from outbox where message_key = ?::text and type = '%s' limit 1".formatted(type),
                        order,
                        row -> row.getInt(1))
                .isPresent();
    }

    /** How many commands had to be sent again. */
    long sentAgain(UUID order) throws SQLException {
        return one(
                        "select count(*) from outbox where message_key = ?::text and attempt > 1",
                        order,
                        row -> row.getLong(1))
                .orElse(0L);
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Optional<T> one(String sql, UUID order, Reader<T> reader) throws SQLException {
        try (Connection connection = site.connect("order_service");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, order);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(reader.read(row)) : Optional.empty();
            }
        }
    }
}
