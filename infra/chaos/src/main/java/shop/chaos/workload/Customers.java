package shop.chaos.workload;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import shop.chaos.history.Answer;
import shop.chaos.history.Answer.Outcome;
import shop.chaos.history.Request;
import shop.chaos.site.Await;
import shop.chaos.workload.Workload.Deed;
import shop.chaos.workload.Workload.Visit;

/**
 * Sends customers into the shop at a given rate, whether or not it keeps up (an open loop): a slow shop has more of them
 * inside, up to a bound, beyond which they wait at the door.
 */
public final class Customers {

    private static final int MOST_INSIDE = 4_000;
    private static final int MOST_ATTEMPTS = 15;

    private final Workload workload;
    private final Shop shop;
    private final List<String> replicas;
    private final double rate;
    private final Semaphore inside = new Semaphore(MOST_INSIDE);
    private final AtomicInteger visits = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * @param replicas of order-service; a visit's calls go to them in turn
     * @param rate visits a second
     */
    public Customers(Workload workload, Shop shop, List<String> replicas, double rate) {
        this.workload = workload;
        this.shop = shop;
        this.replicas = List.copyOf(replicas);
        this.rate = rate;
    }

    /** How many have come in. */
    public int visits() {
        return visits.get();
    }

    /** How many orders were accepted. */
    public int accepted() {
        return accepted.get();
    }

    /** Lets nobody in any more. */
    public void close() {
        closing.set(true);
    }

    /**
     * Lets customers in and returns when all have left.
     *
     * @param count at least so many come
     * @param most and at most so many, while there is {@code reason} for more
     */
    public void serve(int count, int most, BooleanSupplier reason) throws InterruptedException {
        long began = System.nanoTime();
        for (int number = 0; (number < count || number < most && reason.getAsBoolean()) && !closing.get(); number++) {
            long due = began + (long) (number * 1e9 / rate);
            Await.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            inside.acquire();
            Visit visit = workload.visit(number);
            Thread.ofVirtual().name("visit-" + number).start(() -> welcome(visit));
            visits.incrementAndGet();
        }
        inside.acquire(MOST_INSIDE);
        inside.release(MOST_INSIDE);
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a customer could not go on", thrown);
        }
    }

    private void welcome(Visit visit) {
        try {
            UUID order = place(visit);
            if (order != null) {
                accepted.incrementAndGet();
                for (Deed deed : visit.deeds()) {
                    Await.pause(deed.after());
                    shop.call(request(deed, visit, order));
                }
            }
        } catch (InterruptedException | RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            inside.release();
        }
    }

    /** Asks again, with the same key, until there is an answer that says something; gives up after some attempts. */
    private @Nullable UUID place(Visit visit) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(visit.number());
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String replica = replicas.get((visit.number() + attempt) % replicas.size());
            Answer answer = shop.call(Request.place(visit.number(), replica, visit.purchase(), visit.idempotencyKey()));
            if (answer.outcome() == Outcome.OK) {
                return answer.orderId();
            }
            if (answer.outcome() == Outcome.FAIL && answer.httpStatus() != 0) {
                return null;
            }
            Await.pause(Duration.ofMillis(300 + random.nextInt(300 << Math.min(attempt, 4))));
        }
        return null;
    }

    private Request request(Deed deed, Visit visit, UUID order) {
        String replica = replicas.get(Math.floorMod(visit.number() + order.hashCode(), replicas.size()));
        return switch (deed) {
            case Deed.Cancel _ -> Request.cancel(visit.number(), replica, order);
            case Deed.Look _ -> Request.read(visit.number(), replica, order);
            case Deed.Repeat _ -> Request.place(visit.number(), replica, visit.purchase(), visit.idempotencyKey());
        };
    }
}
