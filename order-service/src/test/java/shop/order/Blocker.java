package shop.order;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import shop.messaging.Uuid7;

/**
 * Holds up customer-1's order with a key, and with it the worker that places it, until it is closed: it has claimed the
 * key, nearly. The database gives up waiting for it after its {@code lock_timeout} of five seconds.
 */
final class Blocker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connection connection;
    private final String key = Uuid7.next().toString();

    Blocker(DataSource dataSource) throws SQLException {
        connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into idempotency_key values ('customer-1', '%s', '', '%s')".formatted(key, Uuid7.next()));
        }
    }

    /** The key whose order is held up. */
    String key() {
        return key;
    }

    void awaitSomeone() {
        await().atMost(PATIENCE).until(this::someoneWaits);
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private boolean someoneWaits() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select 1 from pg_locks where not granted and locktype = 'transactionid'")) {
            return rows.next();
        }
    }
}
