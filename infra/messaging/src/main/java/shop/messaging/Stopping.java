package shop.messaging;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that end when the service is asked to stop. */
@Singleton
class Stopping {

    private final CountDownLatch asked = new CountDownLatch(1);

    /** The service stops: the work at hand was not done and is not acknowledged; it will come again. */
    static final class StoppingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppingException(Throwable unfinished) {
            super("stopped before the batch could be committed", unfinished);
        }
    }

    void onShutdown(@Observes @Priority(1) ShutdownEvent event) {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits, and throws {@link StoppingException} as soon as the service is to stop or the thread is interrupted. */
    void await(Duration delay, Throwable reason) {
        try {
            if (asked.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoppingException(reason);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppingException(reason);
        }
    }
}
