package shop.order;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
 *
 * <p>Nobody's thread waits here: who asks gets a promise, and the thread that wrote the transaction keeps all of its
 * promises. Overdue ones are looked for now and then, since a timer for each would cost more than most orders' wait.
 */
@ApplicationScoped
@Startup // an event loop's first request does not wait for threads to be started
class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);
    private static final long LOOK_MILLIS = 200;

    /** An answer is overdue by a fortieth of the patience at most before that is noticed. */
    private static final int LOOKS_PER_PATIENCE = 40;

    private record Waiting(Wish wish, CompletableFuture<Outcome> outcome, long sinceNanos) {}

    private final Placing placing;
    private final IntakeConfig config;
    private final BlockingQueue<Waiting> queue;
    private final Queue<List<Waiting>> inHand = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Thread> workers = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
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
            workers.add(Thread.ofPlatform().daemon().name("intake-" + i).start(this::work));
        }
        Thread.ofPlatform().daemon().name("intake-overdue").start(this::lookForOverdueOnes);
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

        Undecided() {
            super("whether the order was stored is not known");
        }
    }

    /**
     * Places one order, together with others that arrive now. Never blocks. The outcome comes when it is committed; it
     * fails with {@link Undecided} when it is overdue, and as {@link Placing#place} does: nothing was done then, unless
     * the commit's answer was lost. Whatever is chained to it runs on the thread that all others wait for.
     *
     * @throws Full if the queue is full; nothing was done
     */
    CompletionStage<Outcome> place(Wish wish) {
        Waiting one = new Waiting(wish, new CompletableFuture<>(), System.nanoTime());
        waiting.incrementAndGet();
        if (closed || !queue.offer(one) || leftBehind(one)) {
            waiting.decrementAndGet();
            throw new Full();
        }
        return one.outcome();
    }

    /** Whether it came while the workers went, and none has taken it. */
    private boolean leftBehind(Waiting one) {
        return closed && queue.remove(one);
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
        ended.countDown();
        giveUpThoseUntil(System.nanoTime());
    }

    private void work() {
        Pace pace = new Pace(config.batchesPerSecond(), config.batchesAtOnce(), System.nanoTime());
        try {
            while (!closed || !queue.isEmpty()) {
                Waiting first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    LockSupport.parkNanos(pace.waitNanos(System.nanoTime()));
                    pace.done(System.nanoTime());
                    List<Waiting> batch = new ArrayList<>();
                    batch.add(first);
                    queue.drainTo(batch, config.batch() - 1);
                    inHand.add(batch);
                    placeTogether(batch);
                    inHand.remove(batch);
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
                answer(batch.get(i), outcomes.get(i));
            }
        } catch (RuntimeException | Error failure) {
            if (batch.size() > 1 && Fault.of(failure) == Fault.MESSAGE) {
                LOG.warnf("type=PLACED_ALONE orders=%d %s", batch.size(), failure);
                batch.forEach(one -> placeTogether(List.of(one)));
            } else {
                batch.forEach(one -> fail(one, failure));
            }
        }
    }

    private void lookForOverdueOnes() {
        Duration patience = config.patience();
        try {
            while (!ended.await(patience.toNanos() / LOOKS_PER_PATIENCE, TimeUnit.NANOSECONDS)) {
                giveUpThoseUntil(System.nanoTime() - patience.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** They stay where they are, and may be stored yet: only their answer is given. */
    private void giveUpThoseUntil(long nanoTime) {
        giveUp(queue, nanoTime);
        inHand.forEach(batch -> giveUp(batch, nanoTime));
    }

    private void giveUp(Iterable<Waiting> those, long untilNanos) {
        for (Waiting one : those) { // not forEach, which would lock the queue's door for as long as it takes
            if (one.sinceNanos() - untilNanos <= 0 && !one.outcome().isDone()) {
                fail(one, new Undecided());
            }
        }
    }

    private void answer(Waiting one, Outcome outcome) {
        if (one.outcome().complete(outcome)) {
            waiting.decrementAndGet();
        }
    }

    private void fail(Waiting one, Throwable failure) {
        if (one.outcome().completeExceptionally(failure)) {
            waiting.decrementAndGet();
        }
    }
}
