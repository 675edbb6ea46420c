package shop.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * Two transactions at the same moment, certainly and not by luck: both are held up at a lock, having seen what there was
 * to see before it, and then let go.
 */
public final class Collision {

    private Collision() {}

    /**
     * Runs both works at once, lets them go when both wait for what {@code lock} locks, and returns when both are done.
     *
     * @param lock a statement that locks rows both need
     * @throws AssertionError if they do not both come to the lock, or do not end, in time
     */
    public static void of(DataSource dataSource, String lock, Runnable one, Runnable other) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            connection.setAutoCommit(false);
            statement.execute(lock);
            List<CompletableFuture<Void>> both = new ArrayList<>();
            both.add(CompletableFuture.runAsync(one, threads));
            both.add(CompletableFuture.runAsync(other, threads));
            try {
                Awaitility.await("both wait for " + lock)
                        .atMost(BrokenConnection.DEADLINE)
                        .until(() -> BrokenConnection.waiting(statement).size() == 2);
            } finally {
                connection.rollback();
            }
            CompletableFuture.allOf(both.toArray(CompletableFuture[]::new))
                    .orTimeout(BrokenConnection.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (SQLException e) {
            throw new AssertionError("cannot hold anything up", e);
        }
    }
}
