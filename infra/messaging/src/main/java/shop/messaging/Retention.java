package shop.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what outbox, inbox and parked messages hold: makes partitions days ahead, and drops those that are old enough.
 * An outbox partition is dropped only when it is older than the retention, the relay's slot has confirmed everything in
 * it, and nothing unfinished ({@link OldestNeeded}) is older than its end. Without a slot nothing is dropped from it.
 *
 * <p>Runs at start and every hour; of several replicas one works and the others pass. Each step is a short transaction
 * of its own that waits for a lock no longer than half a second; what fails is done the next time.
 */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final int MAX_STEPS = 100;
    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtext('shop.messaging.retention'))";
    private static final String DEFAULT_ROWS =
            "select (select count(*) from outbox_default), (select count(*) from inbox_default)";
    private static final String DELETE_REPLAYED = """
            delete from parked where id in (
              select id from parked where replayed_at < clock_timestamp() - ?::interval order by id limit 10000)
            """;

    private final Database database;
    private final RetentionSettings settings;
    private final List<OldestNeeded> needs;
    private final AtomicLong outboxDefaultRows = new AtomicLong();
    private final AtomicLong inboxDefaultRows = new AtomicLong();
    private final AtomicInteger missingPartitions = new AtomicInteger();
    private final Counter dropped;

    Retention(Database database, RetentionSettings settings, @All List<OldestNeeded> needs, MeterRegistry registry) {
        this.database = database;
        this.settings = settings;
        this.needs = needs;
        gauge(registry, "outbox", outboxDefaultRows);
        gauge(registry, "inbox", inboxDefaultRows);
        Gauge.builder("shop.partitions.missing", missingPartitions, AtomicInteger::get)
                .description("Partitions that cannot be made because DEFAULT holds rows of their range")
                .register(registry);
        this.dropped = Counter.builder("shop.partitions.dropped")
                .description("Partitions dropped because all in them was old and relayed")
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, String table, AtomicLong rows) {
        Gauge.builder("shop.partitions.default.rows", rows, AtomicLong::get)
                .description("Rows no dated partition took; more than none means a clock is wrong")
                .tag("table", table)
                .register(registry);
    }

    void onStart(
            @Observes StartupEvent event,
            Ticker ticker,
            @ConfigProperty(name = "shop.retention.every", defaultValue = "1h") String every) {
        settings.refuseUnsafe();
        ticker.every(every, "retention", this::run);
    }

    /** Does everything that is due. What fails is logged, and left to the next time. */
    public void run() {
        attempt("making partitions", this::makePartitions);
        attempt("marking the log's position", () -> database.query("select mark_retention()", row -> 0));
        for (int i = 0; i < MAX_STEPS && attempt("dropping from the outbox", this::dropFromOutbox); i++) {
            dropped.increment();
        }
        for (int i = 0; i < MAX_STEPS && attempt("dropping from the inbox", this::dropFromInbox); i++) {
            dropped.increment();
        }
        for (int i = 0; i < MAX_STEPS && attempt("cleaning the default partitions", this::cleanDefaults); i++) {
            LOG.debug("default partitions held old rows");
        }
        attempt("deleting replayed messages", this::deleteReplayed);
        attempt("counting rows in the default partitions", this::countDefaults);
    }

    private boolean makePartitions() {
        int missing = one("select make_partitions(?)", settings.daysAhead());
        missingPartitions.set(missing);
        if (missing > 0) {
            LOG.warnf("%d partitions cannot be made: rows of their range are in the default partition", missing);
        }
        return missing == 0;
    }

    private boolean dropFromOutbox() {
        return named(database.query(
                "select drop_outbox_partition(?::interval, ?)",
                row -> Optional.ofNullable(row.getString(1)),
                seconds(settings.outboxRetention()),
                oldestNeeded()));
    }

    private boolean dropFromInbox() {
        return named(database.query(
                "select drop_inbox_partition(?::interval)",
                row -> Optional.ofNullable(row.getString(1)),
                seconds(settings.inboxRetention())));
    }

    private static boolean named(List<Optional<String>> partition) {
        partition.getFirst().ifPresent(name -> LOG.infof("dropped partition=%s", name));
        return partition.getFirst().isPresent();
    }

    private boolean cleanDefaults() {
        return one(
                        "select clean_default_partitions(?::interval, ?::interval, ?)",
                        seconds(settings.outboxRetention()),
                        seconds(settings.inboxRetention()),
                        oldestNeeded())
                > 0;
    }

    private boolean deleteReplayed() {
        return database.update(DELETE_REPLAYED, seconds(settings.parkedRetention())) > 0;
    }

    private boolean countDefaults() {
        database.query(DEFAULT_ROWS, row -> {
            outboxDefaultRows.set(row.getLong(1));
            inboxDefaultRows.set(row.getLong(2));
            return row.getRow();
        });
        if (outboxDefaultRows.get() + inboxDefaultRows.get() > 0) {
            LOG.warnf("rows in the default partitions: outbox=%s inbox=%s", outboxDefaultRows, inboxDefaultRows);
        }
        return true;
    }

    private @Nullable Instant oldestNeeded() {
        return needs.stream()
                .map(OldestNeeded::oldestNeeded)
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private int one(String sql, @Nullable Object... parameters) {
        return database.query(sql, row -> row.getInt(1), parameters).getFirst();
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " seconds";
    }

    /** One step in a transaction of its own, unless another replica is at it. Returns whether there may be more to do. */
    private boolean attempt(String what, Supplier<?> step) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                boolean alone = database.query(ALONE, row -> row.getBoolean(1)).getFirst();
                return alone && Boolean.TRUE.equals(step.get());
            });
        } catch (RuntimeException e) {
            LOG.warnf("%s failed, tried again later: %s", what, BatchConsumer.describe(e));
            return false;
        }
    }
}
