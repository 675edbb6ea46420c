package shop.order;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;
import shop.messaging.Uuid7;
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

    /**
     * What an operator must look at waits for a person, and says nothing about the others. What came is told by the newest id
     * that was seen, not by the clock: an order that was counted in the last backlog did not come since.
     */
    private static final String BACKLOG = """
            select count(*) as backlog, min(started_at) as first,
                   (select count(*) from saga where order_id > ?) as came,
                   (select order_id from saga order by order_id desc limit 1) as newest
              from (select started_at from saga
                     where state in ('RUNNING', 'COMPENSATING') and not needs_attention limit ?) unfinished
            """;

    /** A look, and where the next one begins. */
    private record Seen(Look look, UUID newest) {}

    private final Database database;
    private final AdmissionConfig config;
    private final Congestion congestion;
    private final Counter refused;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Verdict verdict = new Verdict.Open();
    private volatile long backlog;
    private volatile double endedPerSecond;
    private long lookedAt = System.nanoTime();
    private UUID newest = Uuid7.next();
    private @Nullable Thread looker;

    Admission(Database database, AdmissionConfig config, MeterRegistry metrics) {
        this.database = database;
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
        Duration sinceLast = Duration.ofNanos(now - lookedAt);
        Seen seen = database.query(BACKLOG, row -> read(row, sinceLast), newest, config.longestBacklog())
                .getFirst();
        Look look = seen.look();
        newest = seen.newest();
        lookedAt = now;
        Verdict before = verdict;
        verdict = congestion.look(look);
        backlog = look.backlog();
        endedPerSecond = congestion.endedPerSecond();
        if (!before.getClass().equals(verdict.getClass())) {
            LOG.infof("type=%s backlog=%d ended_per_second=%.0f", name(verdict), backlog, endedPerSecond);
        }
    }

    private Seen read(ResultSet row, Duration sinceLast) throws SQLException {
        OffsetDateTime first = row.getObject("first", OffsetDateTime.class);
        UUID last = row.getObject("newest", UUID.class);
        return new Seen(
                new Look(
                        sinceLast,
                        row.getLong("backlog"),
                        row.getLong("came"),
                        first == null ? Duration.ZERO : Duration.between(first.toInstant(), Instant.now())),
                last == null ? newest : last);
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
