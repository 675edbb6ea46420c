package shop.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Waits for what other processes do and tell nobody: it looks again and again, five times a second. */
final class Waiting {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private Waiting() {}

    /** What is waited for. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException, SQLException, InterruptedException;
    }

    /** Waits until it holds, as long as allowed; whether it does. */
    static boolean until(Condition condition, Duration within) throws IOException, SQLException, InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK_EVERY);
        }
        return true;
    }
}
