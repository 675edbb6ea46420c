package shop.local.relay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import shop.local.server.PostgresServer;
import shop.local.server.ServiceDatabase;

/** A service's replication slot as PostgreSQL sees it: the only trustworthy sign of whether its outbox is relayed. */
final class OutboxSlot {

    /**
     * @param published whether the service's migration has made its publication
     * @param exists whether there is a slot
     * @param active whether the relay streams from it
     * @param lost whether PostgreSQL has given it up; nobody can stream from it again
     * @param busy whether the relay has another connection at work, as it has during a snapshot
     * @param written how far the log goes, in bytes
     * @param relayed how far the relay has confirmed it, in bytes; 0 without a slot
     */
    record State(
            boolean published, boolean exists, boolean active, boolean lost, boolean busy, long written, long relayed) {

        /** What the relay has not confirmed, in bytes of the log; -1 without a slot. */
        long lagBytes() {
            return exists ? Math.max(0, written - relayed) : -1;
        }
    }

    private static final Duration DROP_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration DROP_INTERVAL = Duration.ofMillis(200);
    private static final String OBJECT_IN_USE = "55006";

    private static final String STATE = """
            select exists (select from pg_publication where pubname = 'outbox'),
                   slot.slot_name is not null,
                   coalesce(slot.active, false),
                   coalesce(slot.wal_status = 'lost' or slot.invalidation_reason is not null, false),
                   exists (select from pg_stat_activity
                            where usename = slot_owner.name and backend_type = 'client backend' and xact_start is not null),
                   pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint,
                   coalesce(pg_wal_lsn_diff(slot.confirmed_flush_lsn, '0/0')::bigint, 0)
              from (values (?)) slot_owner (name)
              left join pg_replication_slots slot on slot.slot_name = slot_owner.name
            """;

    private static final String DROP = """
            select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ?
            """;

    private OutboxSlot() {}

    /** @param connection to that database */
    static State look(Connection connection, ServiceDatabase database) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STATE)) {
            statement.setString(1, database.slot());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new State(
                        row.getBoolean(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        row.getBoolean(5),
                        row.getLong(6),
                        row.getLong(7));
            }
        }
    }

    /**
     * Drops a slot that nobody uses, so that the connector makes a new one and sends again what the outbox still holds.
     * Waits a moment for a connection of a worker that has just ended.
     */
    static void drop(PostgresServer postgres, ServiceDatabase database) throws SQLException {
        long deadline = System.nanoTime() + DROP_TIMEOUT.toNanos();
        while (true) {
            try (Connection connection = postgres.connect(database.database());
                    PreparedStatement statement = connection.prepareStatement(DROP)) {
                statement.setString(1, database.slot());
                statement.execute();
                return;
            } catch (SQLException e) {
                if (!OBJECT_IN_USE.equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(DROP_INTERVAL.toNanos());
            }
        }
    }
}
