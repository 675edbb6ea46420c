package shop.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import shop.bench.cost.Meter;
import shop.bench.cost.Meters;
import shop.bench.load.LoadGenerator;
import shop.bench.load.Schedule;
import shop.bench.load.Sent;
import shop.bench.measure.Journey;
import shop.bench.measure.Passage;

/**
 * Where orders are sent, and where it is read afterwards what became of them: order-service's database knows the times, so
 * that watching costs nothing while it runs.
 */
final class Stand {

    private static final String ENDS = """
            select o.id, (extract(epoch from o.decided_at) * 1000000)::bigint as decided,
                   (extract(epoch from l.at) * 1000000)::bigint as ended
              from orders o
              left join saga_log l on l.order_id = o.id and l."to" in ('COMPLETED', 'COMPENSATED')
             where o.id >= uuidv7_floor(?)
            """;

    private static final String UNFINISHED = """
            select exists (select 1 from saga where state in ('RUNNING', 'COMPENSATING'))
            """;

    /** How long {@link #meter} waits before it reads. */
    static final Duration COUNTERS_TOLD_WITHIN = Duration.ofMillis(1200);

    private static final int FETCH_ROWS = 10_000;

    private record Ends(long decided, long ended) {
        static final Ends NONE = new Ends(Journey.NEVER, Journey.NEVER);
    }

    private final BenchEnvironment environment;
    private final LoadGenerator generator;
    private final Meters meters;
    private final Duration atRestWithin;
    private final List<Passage> passages = new ArrayList<>();

    Stand(BenchEnvironment environment, LoadGenerator generator, Duration atRestWithin) {
        this.environment = environment;
        this.generator = generator;
        this.atRestWithin = atRestWithin;
        this.meters =
                new Meters(environment::pids, () -> environment.connect("postgres"), environment.bootstrapServers());
    }

    /** All that was sent so far and is to be seen in the plot. */
    List<Passage> passages() {
        return List.copyOf(passages);
    }

    /** Sends orders, waits until their sagas ended, and tells what became of each. */
    Passage send(String name, Schedule schedule) throws IOException, SQLException, InterruptedException {
        Sent sent = sendOnly(schedule);
        awaitRest();
        return keep(read(name, sent));
    }

    /** Sends orders and does not wait for their ends. */
    Sent sendOnly(Schedule schedule) throws IOException {
        return generator.send(schedule);
    }

    /** Has a passage seen in the plot. */
    Passage keep(Passage passage) {
        passages.add(passage);
        return passage;
    }

    /** What became of orders by now. */
    Passage read(String name, Sent sent) throws SQLException {
        Map<UUID, Ends> ends = ends(sent.beganMicros());
        List<Journey> journeys = new ArrayList<>(sent.count());
        Histogram late = new Histogram(3);
        long last = sent.beganMicros();
        for (int i = 0; i < sent.count(); i++) {
            UUID order = sent.orderId(i);
            Ends end = order == null ? Ends.NONE : ends.getOrDefault(order, Ends.NONE);
            journeys.add(new Journey(
                    sent.intendedMicros(i), sent.answeredMicros(i), sent.status(i), end.decided(), end.ended()));
            late.recordValue(sent.lateMicros(i));
            last = Math.max(last, sent.answeredMicros(i));
        }
        double rate = sent.schedule().ratePerSecond();
        double seconds = Double.isInfinite(rate)
                ? (last - sent.beganMicros()) / 1e6
                : sent.schedule().time().toMillis() / 1e3;
        return new Passage(name, sent.beganMicros(), seconds, rate, late.getValueAtPercentile(99) / 1000.0, journeys);
    }

    /** Where the counters of everything stand, once PostgreSQL's processes have told theirs. */
    Meter meter() throws IOException, SQLException, InterruptedException {
        Thread.sleep(COUNTERS_TOLD_WITHIN);
        return meters.read();
    }

    /** Waits until every saga ended, as long as the plan allows; whether they did. */
    boolean awaitRest() throws IOException, SQLException, InterruptedException {
        return awaitRest(atRestWithin);
    }

    private boolean awaitRest(Duration within) throws IOException, SQLException, InterruptedException {
        try (Connection connection = environment.connect("order_service");
                PreparedStatement unfinished = connection.prepareStatement(UNFINISHED)) {
            return Waiting.until(() -> !isTrue(unfinished), within);
        }
    }

    private Map<UUID, Ends> ends(long sinceMicros) throws SQLException {
        OffsetDateTime since = Instant.EPOCH
                .plus(sinceMicros, ChronoUnit.MICROS)
                .minusMillis(1)
                .atOffset(ZoneOffset.UTC);
        try (Connection connection = environment.connect("order_service");
                PreparedStatement statement = connection.prepareStatement(ENDS)) {
            connection.setAutoCommit(false);
            statement.setFetchSize(FETCH_ROWS);
            statement.setObject(1, since);
            Map<UUID, Ends> ends = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ends.put(
                            rows.getObject("id", UUID.class),
                            new Ends(
                                    orNever(rows.getObject("decided", Long.class)),
                                    orNever(rows.getObject("ended", Long.class))));
                }
            }
            return ends;
        }
    }

    private static boolean isTrue(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static long orNever(@Nullable Long micros) {
        return micros == null ? Journey.NEVER : micros;
    }
}
