package shop.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * A technical failure in the middle of something: the work is held up at a lock, and there its connection is ended by
 * the server. What the work does about it is the work's affair.
 */
public final class BrokenConnection {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final String WAITING = """
            select pid from pg_stat_activity
             where datname = current_database() and usename = current_user and wait_event_type = 'Lock'
            """;

    private BrokenConnection() {}

    /**
     * Runs {@code work}, breaks its connection where it first waits for what {@code lock} locks, and returns when it is
     * done all the same.
     *
     * @param lock a statement that locks rows the work needs
     * @throws AssertionError if the work does not come to the lock, or does not end, in time
     */
    public static void during(DataSource dataSource, String lock, Runnable work) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(lock);
            CompletableFuture<Void> done = CompletableFuture.runAsync(work);
            int waiting = Awaitility.await("work that waits for " + lock)
                    .atMost(DEADLINE)
                    .until(() -> firstWaiting(statement), pid -> pid != 0);
            statement.execute("select pg_terminate_backend(" + waiting + ")");
            connection.rollback();
            done.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (SQLException e) {
            throw new AssertionError("cannot break a connection", e);
        }
    }

    private static int firstWaiting(Statement statement) throws SQLException {
        // The statistics of a transaction are those of its first look.
        statement.execute("select pg_stat_clear_snapshot()");
        try (ResultSet rows = statement.executeQuery(WAITING)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }
}
