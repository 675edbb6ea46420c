package shop.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import shop.bench.cost.Meter;
import shop.bench.load.Schedule;
import shop.bench.measure.Passage;
import shop.bench.report.Results;
import shop.bench.stored.Archive;

/**
 * The same load at 1×, 4× and 16× the number of stored orders, while old partitions of outbox and inbox are dropped. The
 * load is more than can be carried, so that what is carried is the throughput.
 */
final class Stored {

    /** Services clean up every some seconds and not every hour, so that they do it while the load lasts. */
    static final Map<String, String> ENVIRONMENT = Map.of("SHOP_RETENTION_EVERY", "10s");

    private static final List<Integer> TIMES = List.of(1, 4, 16);
    private static final int FIRST_DAYS = 4;
    private static final double MORE_THAN_CARRIED = 1.25;
    private static final long RELAYS_MAY_LAG_BYTES = 512L << 20;
    private static final long RELAYED_BYTES = 1 << 20;
    private static final Duration RELAYED_WITHIN = Duration.ofMinutes(3);
    private static final Duration DROPPED_WITHIN = Duration.ofSeconds(60);

    private final BenchEnvironment environment;
    private final Stand stand;
    private final Plan plan;

    Stored(BenchEnvironment environment, Stand stand, Plan plan) {
        this.environment = environment;
        this.stand = stand;
        this.plan = plan;
    }

    /**
     * @param most orders to be stored in the end
     * @param rate the highest that is held
     */
    Results.Stored measure(int most, double rate) throws IOException, SQLException, InterruptedException {
        int ordersADay = Math.max(1, most / (FIRST_DAYS * TIMES.getLast()));
        List<Results.StoredLevel> levels = new ArrayList<>();
        try (Archive archive = new Archive(environment.databases(), environment::connect, ordersADay)) {
            int stored = 0;
            for (int times : TIMES) {
                int days = FIRST_DAYS * times;
                Instant began = Instant.now();
                archive.store(stored + 1, days, () -> awaitRelays(RELAYS_MAY_LAG_BYTES));
                awaitRelays(RELAYED_BYTES);
                stored = days;
                Progress.say(
                        "%d orders of %d days are stored; it took %d s",
                        stored * ordersADay,
                        stored,
                        Duration.between(began, Instant.now()).toSeconds());
                if (levels.isEmpty()) {
                    WarmUp.untilSteady(stand, MORE_THAN_CARRIED * rate, plan.held());
                }
                levels.add(level(archive, stored * ordersADay, MORE_THAN_CARRIED * rate));
            }
        }
        return new Results.Stored(levels);
    }

    private Results.StoredLevel level(Archive archive, int orders, double rate)
            throws IOException, SQLException, InterruptedException {
        long expired = archive.attachExpired();
        Meter before = stand.meter();
        Passage passage = stand.send("stored " + orders, Schedule.open(rate, plan.held()));
        Meter used = stand.meter().since(before);
        long left = expiredLeft(archive);
        Results.StoredLevel level = new Results.StoredLevel(
                orders,
                archive.databaseBytes(),
                Results.Load.of(passage),
                passage.missing(),
                new Results.Cost(rate, Math.max(1, passage.toEnd().count()), used),
                archive.messages(),
                archive.messageBytes(),
                expired,
                left);
        Progress.say(
                "%d stored: %.0f ended a second, %.2f ms an order, %d of %d old partitions dropped, %d messages kept",
                orders,
                level.load().endedPerSecond(),
                level.cost().cpuMillis(),
                expired - left,
                expired,
                level.messages());
        return level;
    }

    private long expiredLeft(Archive archive) throws IOException, SQLException, InterruptedException {
        Waiting.until(() -> archive.expiredLeft() == 0, DROPPED_WITHIN);
        return archive.expiredLeft();
    }

    private void awaitRelays(long lagBytes) throws IOException, SQLException, InterruptedException {
        if (!Waiting.until(() -> environment.relaysAreWithin(lagBytes), RELAYED_WITHIN)) {
            throw new Failure(
                    "the relays do not get over what was stored within %d s".formatted(RELAYED_WITHIN.toSeconds()));
        }
    }
}
