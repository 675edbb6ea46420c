package shop.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.OptionalDouble;
import java.util.Set;
import shop.bench.cost.Meter;
import shop.bench.load.Schedule;
import shop.bench.report.Results;
import shop.bench.report.Results.Load;

/** One run after the warm-up to the last figure: the parts that are asked for, in an order that lets them share. */
final class Course {

    private static final double MILLIS = 1e3;

    private final BenchEnvironment environment;
    private final Stand stand;
    private final Plan plan;
    private final Set<Part> parts;
    private final OptionalDouble givenRate;
    private final Results results;

    /** @param givenRate used in place of the highest rate, which is not looked for then */
    Course(
            BenchEnvironment environment,
            Stand stand,
            Plan plan,
            Set<Part> parts,
            OptionalDouble givenRate,
            Results results) {
        this.environment = environment;
        this.stand = stand;
        this.plan = plan;
        this.parts = parts;
        this.givenRate = givenRate;
        this.results = results;
    }

    /** Whether a part needs to know the highest rate, or one in its place. */
    static boolean needsRate(Part part) {
        return switch (part) {
            case FLOOR, DRAIN, STORED, REPLICAS -> false;
            case THROUGHPUT, COST, LATENCY, OVERLOAD -> true;
        };
    }

    void run() throws IOException, SQLException, InterruptedException {
        idle();
        double rate = highestRate();
        if (parts.contains(Part.LATENCY)) {
            latency(rate);
        }
        if (parts.contains(Part.DRAIN)) {
            results.setDrain(new Drain(stand, environment).measure(plan.drainOrders()));
            results.noteMemory(environment.memoryMiB());
        }
        if (parts.contains(Part.OVERLOAD)) {
            overload(rate);
        }
    }

    private void idle() throws IOException, SQLException, InterruptedException {
        if (parts.contains(Part.COST)) {
            Meter before = stand.meter();
            long began = System.nanoTime();
            Thread.sleep(plan.idle());
            double seconds = (System.nanoTime() - began) / 1e9;
            results.setIdle(stand.meter().since(before), seconds + Stand.COUNTERS_TOLD_WITHIN.toMillis() / MILLIS);
        }
    }

    /** The floor, the search, the floor again, and the rate that was found for longer. */
    private double highestRate() throws IOException, SQLException, InterruptedException {
        boolean measured = parts.contains(Part.THROUGHPUT) || parts.contains(Part.COST);
        Throughput throughput = new Throughput(stand, plan, results);
        boolean withFloor = parts.contains(Part.FLOOR);
        Yardstick yardstick = withFloor ? new Yardstick(environment, stand) : null;
        if (yardstick != null) {
            results.addFloor(yardstick.measure(plan.floor()));
        }
        double rate = givenRate.orElse(0);
        if (givenRate.isEmpty() && parts.stream().anyMatch(Course::needsRate)) {
            rate = throughput.search();
        }
        if (yardstick != null) {
            results.addFloor(yardstick.measure(plan.floor()));
        }
        if (measured) {
            rate = throughput.hold(rate, givenRate.isPresent());
            results.noteMemory(environment.memoryMiB());
        }
        return rate;
    }

    private void latency(double rate) throws IOException, SQLException, InterruptedException {
        Results.Alone alone = new Alone(stand, environment).watch(plan.alone());
        results.setAlone(alone);
        Progress.say(
                "alone: p50 %.0f ms, p99 %.0f ms to CONFIRMED",
                alone.toDecided().p50(), alone.toDecided().p99());
        Load half = Load.of(stand.send("half", Schedule.open(Math.max(1, rate / 2), plan.held())));
        Throughput.tell(half);
        results.setHalf(half);
    }

    private void overload(double rate) throws IOException, SQLException, InterruptedException {
        double peak = results.heldPerSecond().orElse(rate);
        Results.Overload overload = new Overload(stand).measure(2 * rate, peak, plan.held());
        results.setOverload(overload);
        results.noteMemory(environment.memoryMiB());
        Progress.say(
                "overload: %d of %d accepted, %.0f ended a second, p99 %.0f ms, %d lost",
                overload.accepted(),
                overload.sent(),
                overload.endedPerSecond(),
                overload.toDecided().p99(),
                overload.lost());
    }
}
