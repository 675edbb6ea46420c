package shop.chaos.site;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for something that cannot tell us by itself when it happens: looks again and again, up to a deadline. */
public final class Await {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Await() {}

    /** A look at the world, which may fail as long as there is time to look again. */
    public interface Look {
        boolean succeeds() throws Exception;
    }

    /** What was waited for did not happen in time. */
    public static final class TimeoutException extends Exception {
        private static final long serialVersionUID = 1;

        TimeoutException(String what, Duration deadline, Exception last) {
            super(
                    "not within %d s: %s%s"
                            .formatted(
                                    deadline.toSeconds(),
                                    what,
                                    last.getMessage() == null ? "" : " (" + last.getMessage() + ")"),
                    last);
        }
    }

    /**
     * Returns when {@code look} succeeds.
     *
     * @param what is waited for, in words
     * @throws TimeoutException if it does not within {@code deadline}; the last failure is its cause
     */
    public static void until(String what, Duration deadline, Look look) throws TimeoutException, InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        Exception last = new IllegalStateException("it never was so");
        while (true) {
            try {
                if (look.succeeds()) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() > end) {
                throw new TimeoutException(what, deadline, last);
            }
            pause(BETWEEN_LOOKS);
        }
    }

    /** Lets time pass, for faults that last. */
    public static void pause(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while time passed");
            }
        }
    }
}
