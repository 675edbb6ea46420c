package shop.order.saga;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import shop.messaging.Database;

/**
 * Waits for sagas that the relay has told of and that nobody can see yet.
 *
 * <p>PostgreSQL flushes a commit first and makes it visible to others a moment later. The relay reads the log, so it may
 * tell of a commit in between; where the committing process does not get a processor just then, a participant's answer to
 * an order's first command can be here before that order. (The same gap is as wide as one likes while a commit waits for
 * a synchronous standby.) A reply to an order that is not there is therefore judged only after a second look.
 *
 * <p>A transaction that has written sagas holds its lock on their table until it is visible. Whoever wrote a commit that
 * was told before {@link #await} is called either holds that lock at the first look here, or has let go of it and can be
 * seen. So when none of the holders of the first look is left, a statement that begins then sees all there is to see.
 */
@ApplicationScoped
class UnseenCommits {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

    /** The other transactions that have written sagas; readers and those who only lock rows hold another lock. */
    private static final String WRITERS = """
            select virtualtransaction from pg_locks
             where locktype = 'relation' and relation = 'saga'::regclass and mode = 'RowExclusiveLock'
               and database = (select oid from pg_database where datname = current_database())
               and pid <> pg_backend_pid()
            """;

    private final Database database;

    UnseenCommits(Database database) {
        this.database = database;
    }

    /**
     * Returns when every transaction has ended that has written sagas by now.
     *
     * @throws LockTimeoutException if one does not end in time; the caller's work may succeed later
     */
    void await() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Set<String> open = writers();
        while (!open.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new LockTimeoutException("transactions %s have written sagas and do not end".formatted(open));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            open.retainAll(writers());
        }
    }

    private Set<String> writers() {
        return new HashSet<>(database.query(WRITERS, row -> row.getString(1)));
    }
}
