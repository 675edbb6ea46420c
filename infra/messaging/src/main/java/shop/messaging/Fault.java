package shop.messaging;

import io.quarkus.narayana.jta.QuarkusTransactionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Whose fault a failure is: it decides between trying again and parking. */
public enum Fault {
    /** Of the surroundings: a connection, a lock, a time-out, a full disk. The same work may succeed later. */
    TECHNICAL,
    /** Of a message: its content, or the rule it breaks. It would fail again. */
    MESSAGE;

    /**
     * SQLSTATE classes that the data decides: 21 a row touched twice in one statement, 22 a value that does not fit, 23
     * and 44 a constraint, 54 a limit such as an index entry's length, P0 raised by a function of ours.
     */
    private static final Set<String> OF_THE_DATA = Set.of("21", "22", "23", "44", "54", "P0");

    private static final List<Class<? extends Throwable>> OF_THE_SURROUNDINGS = List.of(
            QuarkusTransactionException.class,
            jakarta.transaction.RollbackException.class,
            jakarta.transaction.SystemException.class,
            jakarta.transaction.HeuristicMixedException.class,
            jakarta.transaction.HeuristicRollbackException.class,
            jakarta.transaction.TransactionalException.class,
            jakarta.persistence.OptimisticLockException.class,
            jakarta.persistence.PessimisticLockException.class,
            jakarta.persistence.LockTimeoutException.class,
            jakarta.persistence.QueryTimeoutException.class,
            RejectedExecutionException.class,
            TimeoutException.class,
            InterruptedException.class,
            IOException.class,
            UncheckedIOException.class);

    /**
     * What the database says comes first, anywhere in the causes; then what the transaction says. An {@link Error} is
     * technical, but for a stack a message made overflow.
     */
    public static Fault of(Throwable failure) {
        Set<Throwable> all = allOf(failure);
        List<SQLException> sql = all.stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .toList();
        if (!sql.isEmpty()) {
            return sql.stream().allMatch(e -> e.getSQLState() == null || !isOfTheData(e.getSQLState()))
                    ? TECHNICAL
                    : MESSAGE;
        }
        boolean technical = all.stream()
                .anyMatch(t -> (t instanceof Error && !(t instanceof StackOverflowError))
                        || OF_THE_SURROUNDINGS.stream().anyMatch(type -> type.isInstance(t)));
        // JSON that cannot be parsed is an IOException to Jackson, and the message's own fault.
        boolean malformed = all.stream().anyMatch(MalformedMessageException.class::isInstance);
        return technical && !malformed ? TECHNICAL : MESSAGE;
    }

    private static boolean isOfTheData(String sqlState) {
        return sqlState.length() == 5 && OF_THE_DATA.contains(sqlState.substring(0, 2));
    }

    private static Set<Throwable> allOf(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
        while (!open.isEmpty()) {
            Throwable next = open.pop();
            if (seen.add(next)) {
                push(open, next.getCause());
                if (next instanceof SQLException sql) {
                    push(open, sql.getNextException());
                }
                for (Throwable suppressed : next.getSuppressed()) {
                    push(open, suppressed);
                }
            }
        }
        return seen;
    }

    private static void push(Deque<Throwable> open, @Nullable Throwable next) {
        if (next != null) {
            open.push(next);
        }
    }
}
