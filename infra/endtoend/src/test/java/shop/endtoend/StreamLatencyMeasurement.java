package shop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.endtoend.Books.Written;
import shop.endtoend.Crowd.Heard;

/**
 * Measures how long an event takes from its transaction's commit until it has reached each of many listeners at one
 * replica, while orders come at a rate. It is no test by its name and asserts nothing of time; it does assert that every
 * listener heard every event once. The listeners run on the machine they measure.
 *
 * <p>The commit is the moment PostgreSQL writes into its commit record ({@code track_commit_timestamp}), which is before
 * that record is safely on disk. Beside it stands the decision: the entry's own time, before its transaction's statements.
 *
 * <pre>
 * mvn package -pl infra/endtoend -am -Dtest=StreamLatencyMeasurement -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dlisteners=50 -Drates=10,50,100 -Dseconds=60
 * </pre>
 */
class StreamLatencyMeasurement {

    private static final int LISTENERS = Integer.getInteger("listeners", 50);
    private static final int SECONDS = Integer.getInteger("seconds", 60);
    private static final String RATES = System.getProperty("rates", "10,50,100");
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmup", 20));
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @RegisterExtension
    static final TestEnvironment ENVIRONMENT = new TestEnvironment("latency");

    private final PrintStream out = System.out;

    @BeforeAll
    static void haveCommitsTimed() {
        ENVIRONMENT.books().execute("postgres", "alter system set track_commit_timestamp = on");
        ENVIRONMENT.saga().succeed("stop", "postgres");
        ENVIRONMENT.saga().succeed("start", "postgres");
        await("all processes")
                .atMost(PATIENCE)
                .until(() -> ENVIRONMENT.control().allReady());
    }

    static List<Integer> rates() {
        return Arrays.stream(RATES.split(",")).map(Integer::valueOf).toList();
    }

    @ParameterizedTest
    @MethodSource("rates")
    void fromTheCommitToEveryListener(int ordersPerSecond) {
        ControlRoom control = ENVIRONMENT.control();
        int port = ENVIRONMENT.port("order-service");
        int seconds = (int) WARM_UP.toSeconds() + SECONDS;
        Duration cpu;
        Instant begin;
        List<Heard> heard;
        String burst;
        try (Crowd crowd = Crowd.of(LISTENERS, port)) {
            burst = control.beginBurst(seconds * ordersPerSecond, ordersPerSecond);
            await("the warming up").pollDelay(WARM_UP).atMost(PATIENCE).until(() -> true);
            begin = Instant.now();
            Duration before = control.cpuTime("order-service");
            await("the measuring")
                    .pollDelay(Duration.ofSeconds(SECONDS))
                    .atMost(PATIENCE)
                    .until(() -> true);
            cpu = control.cpuTime("order-service").minus(before);
            await("the burst")
                    .atMost(PATIENCE)
                    .until(() -> !control.burst(burst).get("running").asBoolean());
            await("the end of every saga")
                    .atMost(PATIENCE)
                    .until(() -> ENVIRONMENT
                                    .books()
                                    .count("order_service", "saga where state not in ('COMPLETED', 'COMPENSATED')")
                            == 0);
            heard = crowd.end();
        }
        TreeMap<Long, Written> written = new TreeMap<>();
        ENVIRONMENT
                .books()
                .written(begin, begin.plusSeconds(SECONDS))
                .forEach(entry -> written.put(entry.position(), entry));
        out.printf(
                Locale.ROOT,
                "%d listeners, %d orders/s for %d s: %d events; order-service used %d ms of CPU a second%n  burst: %s%n",
                LISTENERS,
                ordersPerSecond,
                SECONDS,
                written.size(),
                cpu.toMillis() / SECONDS,
                control.burst(burst));
        tell(written, heard);
    }

    private void tell(TreeMap<Long, Written> written, List<Heard> heard) {
        long[] fromCommit = new long[written.size() * heard.size()];
        long[] fromDecision = new long[fromCommit.length];
        int deliveries = 0;
        for (Heard listener : heard) {
            int first = deliveries;
            for (int i = 0; i < listener.positions().length; i++) {
                Written entry = written.get(listener.positions()[i]);
                if (entry != null && deliveries < fromCommit.length) {
                    fromCommit[deliveries] = listener.atMicros()[i] - micros(entry.committed());
                    fromDecision[deliveries++] = listener.atMicros()[i] - micros(entry.decided());
                }
            }
            assertThat(deliveries - first)
                    .as("events of the time measured, at one listener")
                    .isEqualTo(written.size());
            assertThat(listener.positions())
                    .as("what one listener heard")
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        out.println("  from the commit   " + quantiles(fromCommit));
        out.println("  from the decision " + quantiles(fromDecision));
    }

    private static String quantiles(long[] micros) {
        Arrays.sort(micros);
        return String.format(
                Locale.ROOT,
                "p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, p99.9 %.0f ms, longest %.0f ms (%d deliveries)",
                quantile(micros, 0.5),
                quantile(micros, 0.95),
                quantile(micros, 0.99),
                quantile(micros, 0.999),
                micros[micros.length - 1] / 1000.0,
                micros.length);
    }

    private static double quantile(long[] sorted, double quantile) {
        return sorted[(int) (quantile * (sorted.length - 1))] / 1000.0;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
