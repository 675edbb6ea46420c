package shop.order;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import shop.messaging.Uuid7;
import shop.order.Backlog.Count;
import shop.order.Congestion.Look;
import shop.order.Congestion.Verdict;

/**
 * The door: whether orders are taken in now. It looks at the backlog again and again, of all replicas and on a thread of its
 * own, so that a request costs one look at what was found. Looking costs what there is to count, and so does it rest: a
 * long backlog changes slowly. While the database does not answer the door stays as it was.
 */
@ApplicationScoped
class Admission {

    private static final Logger LOG = Logger.getLogger(Admission.class);

    /** Counting an order takes some ten microseconds at most: so looking takes a twentieth of the time. */
    private static final Duration REST_PER_ORDER = Duration.ofNanos(200_000);

    private final Backlog orders;
    private final AdmissionConfig config;
    private final Congestion congestion;
    private final Counter refused;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Verdict verdict = new Verdict.Open();
    private volatile long backlog;
    private volatile double endedPerSecond;
    private long lookedAt = System.nanoTime();
    private Instant longAgoBefore = Instant.EPOCH;
    private UUID newest = Uuid7.next();
    private @Nullable Thread looker;

    Admission(Backlog orders, AdmissionConfig config, MeterRegistry metrics) {
        this.orders = orders;
        this.config = config;
        this.congestion = new Congestion(config.longestWait(), config.backlogIgnored(), config.longestBacklog());
        Gauge.builder("orders.backlog", () -> backlog)
                .description("Unfinished orders, but for those that need attention")
                .register(metrics);
        Gauge.builder("orders.backlog.drain", () -> endedPerSecond)
                .description("How many orders can end a second, as it looks now")
                .register(metrics);
        Gauge.builder("orders.closed", () -> verdict instanceof Verdict.Closed ? 1 : 0)
                .description("1 while no orders are taken in")
                .register(metrics);
        this.refused = Counter.builder("orders.refused")
                .description("Orders answered with 429 because too many wait")
                .register(metrics);
    }

    void onStart(@Observes StartupEvent event) {
        looker = Thread.ofVirtual().name("admission").start(this::lookAgainAndAgain);
    }

    /** Why no order is taken in now, and when to come again; empty when one is. */
    Optional<Verdict.Closed> refusal() {
        if (verdict instanceof Verdict.Closed closed) {
            refused.increment();
            return Optional.of(closed);
        }
        return Optional.empty();
    }

    private void lookAgainAndAgain() {
        try {
            while (!closing.await(rest().toNanos(), TimeUnit.NANOSECONDS)) {
                lookOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** By what there was to count, not by how long it took: under load everything takes long, and the door must not wait. */
    private Duration rest() {
        return config.lookEvery().plus(REST_PER_ORDER.multipliedBy(backlog));
    }

    private void lookOnce() {
        try {
            QuarkusTransaction.requiringNew().run(this::look);
        } catch (RuntimeException e) {
            LOG.debugf("the backlog is not known: %s", e.getMessage());
        }
    }

    /** Looks at the backlog, and opens or closes. Called by one thread. */
    void look() {
        long now = System.nanoTime();
        Instant longAgo = Instant.now().minus(congestion.longWait());
        Count count = orders.count(longAgo, longAgoBefore, newest, config.longestBacklog());
        Look look = new Look(
                Duration.ofNanos(now - lookedAt),
                count.unfinished(),
                count.came(),
                count.waiting(),
                count.stillWaiting());
        newest = count.newest().orElse(newest);
        lookedAt = now;
        longAgoBefore = longAgo;
        Verdict before = verdict;
        verdict = congestion.look(look);
        backlog = look.backlog();
        endedPerSecond = congestion.endedPerSecond();
        if (!before.getClass().equals(verdict.getClass())) {
            LOG.infof("type=%s backlog=%d ended_per_second=%.0f", name(verdict), backlog, endedPerSecond);
        }
    }

    private static String name(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Open open -> "ORDERS_TAKEN_IN";
            case Verdict.Closed closed -> "ORDERS_REFUSED";
        };
    }

    @PreDestroy
    void close() throws InterruptedException {
        closing.countDown();
        if (looker != null) {
            looker.join(Duration.ofSeconds(1));
        }
    }
}
