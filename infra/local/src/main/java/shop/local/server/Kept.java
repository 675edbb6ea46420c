package shop.local.server;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is made when it is needed and kept for as long as it works: to log in costs both sides far more than to
 * be asked.
 *
 * <p>At its first failure it is thrown away. One that was kept may only have outlived the server it led to, so the question
 * is asked again at once over a new one, unless the failure took long: a server that hangs is not waited for twice. After a
 * minute it is made anew in any case, so that a server which answers old acquaintances alone does not pass for one that
 * works. Each new one has to prove who it leads to.
 *
 * <p>Safe for use by several threads, which take turns.
 *
 * @param <C> the connection
 * @param <E> how making and asking fail
 */
public final class Kept<C, E extends Exception> implements AutoCloseable {

    /** Makes a connection. */
    public interface Maker<C, E extends Exception> {
        /** A new connection. */
        C make() throws E;
    }

    /** Closes a connection that may be broken. Bounded. */
    public interface Closer<C> {
        /** What it throws is told to nobody. */
        void close(C connection) throws Exception;
    }

    /** What is asked; perhaps twice. */
    public interface Question<C, A, E extends Exception> {
        /** The answer. Bounded: a server that does not answer is a failure. */
        A ask(C connection) throws E;
    }

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private final Maker<? extends C, ? extends E> maker;
    private final Closer<? super C> closer;
    private final LongSupplier nanoTime;
    private @Nullable C connection;
    private long madeAt;

    public Kept(Maker<? extends C, ? extends E> maker, Closer<? super C> closer) {
        this(maker, closer, System::nanoTime);
    }

    Kept(Maker<? extends C, ? extends E> maker, Closer<? super C> closer, LongSupplier nanoTime) {
        this.maker = maker;
        this.closer = closer;
        this.nanoTime = nanoTime;
    }

    /**
     * The answer to a question.
     *
     * @throws E if no connection can be made, or the question fails over a new one
     */
    public synchronized <A> A ask(Question<? super C, A, ? extends E> question) throws E {
        if (nanoTime.getAsLong() - madeAt > KEPT_FOR.toNanos()) {
            close();
        }
        C kept = connection;
        if (kept == null) {
            return ask(question, made());
        }
        long askedAt = nanoTime.getAsLong();
        try {
            return ask(question, kept);
        } catch (Exception e) {
            if (nanoTime.getAsLong() - askedAt > AT_ONCE.toNanos()) {
                throw e;
            }
            return ask(question, made());
        }
    }

    /** Gives the connection up, if there is one. The next question makes a new one. */
    @Override
    public synchronized void close() {
        C ending = connection;
        connection = null;
        if (ending != null) {
            try {
                closer.close(ending);
            } catch (Exception e) {
                // Broken: nothing is left to be closed.
                return;
            }
        }
    }

    private C made() throws E {
        C made = maker.make();
        connection = made;
        madeAt = nanoTime.getAsLong();
        return made;
    }

    private <A> A ask(Question<? super C, A, ? extends E> question, C asked) throws E {
        try {
            return question.ask(asked);
        } catch (Exception e) {
            close();
            throw e;
        }
    }
}
