package shop.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import shop.bench.report.Results.FloorRun;

/** The figures of a run, with what is asked of them on a machine of two cores. */
public final class Figures {

    private static final double KILO = 1000;
    private static final double MIB_PER_GIB = 1024;

    private Figures() {}

    /** In the order in which people read them. */
    public static List<Figure> of(Results results) {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(speed(results));
        figures.addAll(latency(results));
        figures.addAll(cost(results));
        figures.addAll(overload(results));
        figures.addAll(growth(results));
        return figures;
    }

    private static List<Figure> speed(Results results) {
        Double held = take(results.held, load -> load.judgement().held() ? load.rate() : 0);
        Double floor = mean(results.floor, FloorRun::oneByOne);
        return List.of(
                Figure.atLeast("orders held", "a second", held, 500.0, 1000.0),
                Figure.atLeast(
                        "held, of the floor one by one",
                        "times",
                        held == null || floor == null ? null : held / floor,
                        null,
                        1.0),
                Figure.told("the floor one by one", "orders/s", floor),
                Figure.told("the floor in batches", "orders/s", mean(results.floor, FloorRun::inBatches)),
                Figure.atLeast(
                        "drain after an outage",
                        "orders/s",
                        take(results.drain, Results.Drain::ordersPerSecond),
                        800.0,
                        1500.0),
                Figure.told("commands an order, drained", "", take(results.drain, Results.Drain::commandsPerOrder)));
    }

    private static List<Figure> latency(Results results) {
        return List.of(
                Figure.atMost(
                        "alone, to CONFIRMED, p50",
                        "ms",
                        take(results.alone, alone -> alone.toDecided().p50()),
                        80.0,
                        40.0),
                Figure.atMost(
                        "alone, to CONFIRMED, p99",
                        "ms",
                        take(results.alone, alone -> alone.toDecided().p99()),
                        250.0,
                        120.0),
                Figure.told(
                        "alone, until others see it, p50",
                        "ms",
                        take(results.alone, alone -> alone.seen().p50())),
                Figure.atMost(
                        "at half of the highest rate, p99",
                        "ms",
                        take(results.half, load -> load.toDecided().p99()),
                        500.0,
                        250.0));
    }

    private static List<Figure> cost(Results results) {
        return List.of(
                Figure.atMost(
                        "CPU an order, all processes", "ms", take(results.cost, Results.Cost::cpuMillis), 4.0, 1.8),
                Figure.atMost(
                        "fsyncs an order",
                        "",
                        take(results.cost, cost -> (double) cost.used().fsyncs() / cost.orders()),
                        1.0,
                        0.3),
                Figure.atMost(
                        "WAL an order",
                        "kB",
                        take(results.cost, cost -> cost.used().walBytes() / KILO / cost.orders()),
                        25.0,
                        16.0),
                Figure.told(
                        "on Kafka an order",
                        "kB",
                        take(results.cost, cost -> cost.used().kafkaBytes() / KILO / cost.orders())),
                Figure.atMost(
                        "memory, all seven processes",
                        "GiB",
                        results.memoryMiB.isEmpty() ? null : Results.sum(results.memoryMiB) / MIB_PER_GIB,
                        2.5,
                        1.5));
    }

    private static List<Figure> overload(Results results) {
        return List.of(
                Figure.atMost("overload, lost", "orders", take(results.overload, o -> o.lost()), 0.0, 0.0),
                Figure.atLeast(
                        "overload, of the peak goes on",
                        "%",
                        take(results.overload, o -> o.shareOfPeak() * 100),
                        50.0,
                        90.0),
                Figure.atMost(
                        "overload, accepted, p99",
                        "ms",
                        take(results.overload, o -> o.toDecided().p99()),
                        null,
                        2000.0));
    }

    private static List<Figure> growth(Results results) {
        return List.of(
                Figure.atLeast(
                        "beside 16 times the orders, of what is carried beside 1",
                        "%",
                        take(results.stored, stored -> stored.smallestShare() * 100),
                        90.0,
                        null),
                Figure.atMost(
                        "old partitions not dropped",
                        "",
                        take(
                                results.stored,
                                stored -> stored.levels().stream()
                                        .mapToLong(Results.StoredLevel::expiredLeft)
                                        .sum()),
                        0.0,
                        null),
                Figure.atLeast(
                        "two replicas of each, orders held",
                        "a second",
                        take(
                                results.replicas,
                                replicas -> replicas.load().judgement().held()
                                        ? replicas.load().rate()
                                        : 0),
                        null,
                        null),
                Figure.atLeast(
                        "replicas of each at work",
                        "",
                        take(results.replicas, Results.Replicas::fewestAtWork),
                        2.0,
                        null),
                Figure.atMost(
                        "two replicas of each, lost",
                        "orders",
                        take(results.replicas, Results.Replicas::lost),
                        0.0,
                        null));
    }

    private static <T> @Nullable Double take(@Nullable T measured, Function<T, ? extends Number> value) {
        return measured == null ? null : value.apply(measured).doubleValue();
    }

    private static <T> @Nullable Double mean(List<T> measured, ToDoubleFunction<T> value) {
        OptionalDouble mean = measured.stream().mapToDouble(value).average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }
}
