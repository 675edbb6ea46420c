package shop.local.control;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Json;

/**
 * Orders that are sent at a rate, whether or not the earlier ones were answered (an open loop): what a crowd does. At most
 * 500 wait for their answer at a time; only then it sends more slowly.
 *
 * <p>Each order is sent once, with an {@code Idempotency-Key} of its own. It is accepted (2xx), refused (4xx), or failed:
 * no answer in time, or one that says that the service is in trouble. A failed order may have been placed all the same.
 * What was not accepted is counted by what the answer said.
 */
final class Burst {

    private static final int MAX_COUNT = 100_000;
    private static final int MAX_RATE = 2_000;
    private static final int MAX_IN_FLIGHT = 500;
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    /** What is asked for: so many orders, so many a second. */
    record Wish(int count, int rate, @Nullable Kind kind) {

        Wish {
            kind = Objects.requireNonNullElse(kind, Kind.CONFIRM);
            if (count < 1 || count > MAX_COUNT) {
                throw new IllegalArgumentException("count must be 1 to %d, not %d".formatted(MAX_COUNT, count));
            }
            if (rate < 1 || rate > MAX_RATE) {
                throw new IllegalArgumentException("rate must be 1 to %d a second, not %d".formatted(MAX_RATE, rate));
            }
        }
    }

    /**
     * How far it is; {@code running} until the last order that was sent has its answer.
     *
     * @param answers how often each answer came that was no acceptance, in words
     */
    record Progress(
            String id,
            int count,
            int rate,
            @Nullable Kind kind,
            int sent,
            int accepted,
            int refused,
            int failed,
            Map<String, Integer> answers,
            boolean running) {}

    private final String id = UUID.randomUUID().toString();
    private final Wish wish;
    private final List<URI> orders;
    private final HttpClient http;
    private final Semaphore slots = new Semaphore(MAX_IN_FLIGHT);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final BurstAnswers answers = new BurstAnswers(ANSWERED_WITHIN);
    private volatile boolean running = true;

    /** @param orders where orders are placed, in turn */
    Burst(Wish wish, List<URI> orders, HttpClient http) {
        this.wish = wish;
        this.orders = orders;
        this.http = http;
    }

    String id() {
        return id;
    }

    boolean isRunning() {
        return running;
    }

    Progress progress() {
        return new Progress(
                id,
                wish.count(),
                wish.rate(),
                wish.kind(),
                sent.get(),
                accepted.get(),
                refused.get(),
                failed.get(),
                answers.counts(),
                running);
    }

    /** Sends no more. */
    void cancel() {
        cancelled.countDown();
    }

    /** Sends them all, and returns when all are answered. */
    void run() {
        try {
            long began = System.nanoTime();
            for (int i = 0; i < wish.count() && !isCancelledBy(began + dueAfter(i)); i++) {
                slots.acquire();
                send(i);
            }
            slots.acquire(MAX_IN_FLIGHT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running = false;
        }
    }

    private long dueAfter(int number) {
        return TimeUnit.SECONDS.toNanos(number) / wish.rate();
    }

    private boolean isCancelledBy(long nanoTime) throws InterruptedException {
        return cancelled.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void send(int number) throws InterruptedException {
        URI address = orders.get(number % orders.size()).resolve("/orders");
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(ANSWERED_WITHIN)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(
                            Objects.requireNonNull(wish.kind()).purchase(number).json())))
                    .build();
            sent.incrementAndGet();
            http.sendAsync(request, BurstAnswers.WORDS).whenComplete(this::count);
        } catch (IOException e) {
            throw new IllegalStateException("an order cannot be written as JSON", e);
        }
    }

    private void count(@Nullable HttpResponse<String> response, @Nullable Throwable failure) {
        int status = response == null ? 0 : response.statusCode();
        AtomicInteger outcome = status / 100 == 2 ? accepted : status / 100 == 4 && status != 429 ? refused : failed;
        outcome.incrementAndGet();
        if (response == null) {
            answers.add(Objects.requireNonNull(failure));
        } else if (outcome != accepted) {
            answers.add(status, response.body());
        }
        slots.release();
    }
}
