package shop.order;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import shop.messaging.Fault;
import shop.messaging.Pace;
import shop.order.Placing.Outcome;
import shop.order.Placing.Wish;

/**
 * Where requests queue to be placed. Those that arrive while a transaction is being written share the next one, so that a
 * crowd of them costs a few commits (group commit, as databases and brokers do it). Transactions are so many a second at
 * most; who comes after a time of rest waits for nobody.
 *
 * <p>A request is answered after the commit that stores its order. One that makes a shared transaction fail does not hurt
 * the others: each is tried alone then.
 */
@ApplicationScoped
class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final long LOOK_MILLIS = 200;

    private record Waiting(Wish wish, CompletableFuture<Outcome> outcome) {}

    private final Placing placing;
    private final IntakeConfig config;
    private final BlockingQueue<Waiting> queue;
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean closed;

    Intake(Placing placing, IntakeConfig config, MeterRegistry metrics) {
        this.placing = placing;
        this.config = config;
        this.queue = new ArrayBlockingQueue<>(config.capacity());
        Gauge.builder("orders.waiting", waiting, AtomicInteger::get)
                .description("Requests whose order is not stored yet")
                .register(metrics);
    }

    @PostConstruct
    void open() {
        for (int i = 0; i < config.workers(); i++) {
            workers.add(Thread.ofVirtual().name("intake-" + i).start(this::work));
        }
    }

    /** More requests wait than are taken in: try again later. */
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full() {
            super("too many orders wait to be stored");
        }
    }

    /** Nobody knows yet whether the order was stored: the answer took too long, or the service stops. */
    static final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undecided(Throwable cause) {
            super("whether the order was stored is not known", cause);
        }
    }

    /**
     * Places one order, together with others that arrive now, and returns when that is committed.
     *
     * @throws Full if the queue is full; nothing was done
     * @throws Undecided if the answer is overdue
     * @throws RuntimeException as {@link Placing#place} throws it; nothing was done, unless the commit's answer was lost
     */
    Outcome place(Wish wish) {
        Waiting one = new Waiting(wish, new CompletableFuture<>());
        if (closed || !queue.offer(one)) {
            throw new Full();
        }
        waiting.incrementAndGet();
        try {
            return one.outcome().get(config.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new Undecided(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undecided(e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** How many requests are not answered yet. */
    int waiting() {
        return waiting.get();
    }

    /** Takes in what is queued, and then no more. */
    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        for (Thread worker : workers) {
            worker.join(config.patience());
        }
    }

    private void work() {
        List<Waiting> batch = new ArrayList<>(config.batch());
        Pace pace = new Pace(config.batchesPerSecond(), config.batchesAtOnce(), System.nanoTime());
        try {
            while (!closed || !queue.isEmpty()) {
                Waiting first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    LockSupport.parkNanos(pace.waitNanos(System.nanoTime()));
                    pace.done(System.nanoTime());
                    batch.add(first);
                    queue.drainTo(batch, config.batch() - 1);
                    placeTogether(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void placeTogether(List<Waiting> batch) {
        try {
            List<Outcome> outcomes =
                    placing.place(batch.stream().map(Waiting::wish).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).outcome().complete(outcomes.get(i));
            }
        } catch (RuntimeException | Error failure) {
            if (batch.size() > 1 && Fault.of(failure) == Fault.MESSAGE) {
                LOG.warnf("type=PLACED_ALONE orders=%d %s", batch.size(), failure);
                batch.forEach(one -> placeTogether(List.of(one)));
            } else {
                batch.forEach(one -> one.outcome().completeExceptionally(failure));
            }
        }
    }
}
