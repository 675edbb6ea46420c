package shop.testkit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * A technical failure in the middle of something: the work is held up at a lock, and there its connection is ended by
 * the server. What the work does about it is the work's affair.
 */
public final class BrokenConnection {

    static final Duration DEADLINE = Duration.ofSeconds(30);

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
                Statement statement = connection.createStatement();
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            connection.setAutoCommit(false);
            statement.execute(lock);
            CompletableFuture<Void> done = CompletableFuture.runAsync(work, thread);
            try {
                List<Integer> waiting = Awaitility.await("work that waits for " + lock)
                        .atMost(DEADLINE)
                        .until(() -> waiting(statement), pids -> !pids.isEmpty());
                statement.execute("select pg_terminate_backend(" + waiting.getFirst() + ")");
            } finally {
                connection.rollback();
            }
            done.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (SQLException e) {
            throw new AssertionError("cannot break a connection", e);
        }
    }

    /** The processes of this database and role that wait for a lock. */
    static List<Integer> waiting(Statement statement) throws SQLException {
        // The statistics of a transaction are those of its first look.
        statement.execute("select pg_stat_clear_snapshot()");
        List<Integer> pids = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(WAITING)) {
            while (rows.next()) {
                pids.add(rows.getInt(1));
            }
        }
        return pids;
    }
}
