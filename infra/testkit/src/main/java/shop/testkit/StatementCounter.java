package shop.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Counts the SQL statements that one thread sends to PostgreSQL, as the driver sees them go: through whatever library,
 * transaction control included. What others send meanwhile, a timer or the pool that opens a connection, is not counted.
 */
public final class StatementCounter {

    /** The driver logs each message of the protocol it sends; an Execute is one statement run once. */
    private static final String DRIVER_LOG = "org.postgresql.core.v3.QueryExecutorImpl";

    private static final String EXECUTE = " FE=> Execute(";

    private StatementCounter() {}

    /**
     * Runs {@code work} and returns how many statements it took on this thread.
     *
     * @throws AssertionError if none was seen: then the driver no longer logs what we count
     */
    public static int countIn(Runnable work) {
        Logger log = Logger.getLogger(DRIVER_LOG);
        Level level = log.getLevel();
        boolean useParentHandlers = log.getUseParentHandlers();
        Counting counting = new Counting();
        log.setUseParentHandlers(false);
        log.addHandler(counting);
        log.setLevel(Level.FINEST);
        try {
            work.run();
        } finally {
            log.setLevel(level);
            log.removeHandler(counting);
            log.setUseParentHandlers(useParentHandlers);
        }
        if (counting.statements.get() == 0) {
            throw new AssertionError("the driver logged no statement to " + DRIVER_LOG);
        }
        return counting.statements.get();
    }

    private static final class Counting extends Handler {

        private final Thread counted = Thread.currentThread();
        private final AtomicInteger statements = new AtomicInteger();

        Counting() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            if (Thread.currentThread() == counted && record.getMessage().startsWith(EXECUTE)) {
                statements.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
