package shop.order.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import shop.messaging.Database;

/**
 * Tells up to which position the log is complete: no entry will ever appear at or below it any more, though transactions
 * commit in another order than they drew their positions in.
 *
 * <p>Why it is so. Each look reads, one after the other and each with a statement of its own:
 *
 * <ol>
 *   <li>D, the last position drawn from the sequence;
 *   <li>R, the xids of this database's transactions that are running, from {@code pg_stat_activity}.
 * </ol>
 *
 * <p>A transaction that drew a position up to D did so before step 1, and it had its xid by then: the column's default
 * draws only after {@code pg_current_xact_id()} has returned. PostgreSQL takes an xid off the list that step 2 reads in
 * the same moment in which the transaction becomes visible to new snapshots. So the transaction is in R, or it had ended
 * before step 2. Once a later look finds nothing of R running, all that drew up to D have ended: every statement that
 * begins now sees all entries up to D that will ever be. That D is the horizon.
 *
 * <p>Of one order, entries get their positions in their own order: a saga's row is locked before its entry is drawn, and
 * until the commit. The xid itself would not do: the transaction with the lower one may well wait for that lock.
 *
 * <p>Only this database's transactions count, so that a neighbour's that is held open in the same cluster holds up
 * nothing here. {@code backend_xid} is shown for the reader's own role only: that is the one role that writes the log. Prepared
 * transactions, which are on no list, are not used. A look that fails forgets what was seen before, for the database may
 * have crashed, and a sequence may go back over what nobody had committed.
 *
 * <p>Not safe for use by several threads at once.
 */
final class Horizon {

    private static final int MAX_OPEN_LOOKS = 64;
    private static final String DRAWN = "select case when is_called then last_value else 0 end from saga_log_position";
    private static final String RUNNING = """
            select backend_xid::text from pg_stat_activity
             where datname = current_database() and backend_xid is not null
            """;

    /** What was drawn when, and who of those that ran then still runs. */
    private record Look(long drawn, Set<String> running) {}

    private final Database database;
    private final Deque<Look> open = new ArrayDeque<>();
    private OptionalLong complete = OptionalLong.empty();

    Horizon(Database database) {
        this.database = database;
    }

    /**
     * Looks again. Returns the horizon; empty until every transaction has ended that ran at the first look.
     *
     * @throws shop.messaging.DatabaseException if the database does not answer
     */
    OptionalLong look() {
        try {
            long drawn = drawn(database);
            if (complete.isPresent() && drawn <= complete.getAsLong()) {
                open.clear();
                complete = OptionalLong.of(drawn);
                return complete;
            }
            Set<String> running = new HashSet<>(database.query(RUNNING, row -> row.getString(1)));
            open.forEach(look -> look.running.retainAll(running));
            if (open.size() < MAX_OPEN_LOOKS && (open.isEmpty() || open.getLast().drawn < drawn)) {
                open.add(new Look(drawn, running));
            }
            while (!open.isEmpty() && open.getFirst().running.isEmpty()) {
                complete = OptionalLong.of(open.removeFirst().drawn);
            }
            return complete;
        } catch (RuntimeException e) {
            open.clear();
            complete = OptionalLong.empty();
            throw e;
        }
    }

    /** Whether something was drawn that is not known to be complete. */
    boolean isWaiting() {
        return !open.isEmpty();
    }

    /** The last position drawn by anybody. */
    static long drawn(Database database) {
        List<Long> drawn = database.query(DRAWN, row -> row.getLong(1));
        return drawn.getFirst();
    }
}
