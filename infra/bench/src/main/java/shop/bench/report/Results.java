package shop.bench.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import shop.bench.cost.Meter;
import shop.bench.measure.Judgement;
import shop.bench.measure.Latency;
import shop.bench.measure.Passage;

/** All that was measured; what was not is null or empty. Its fields are the JSON file's. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE)
public final class Results {

    /** The machine it was measured on. */
    public record Machine(String processor, int cores, long memoryMiB, String system, String java) {}

    /** One measurement of the floor, orders a second. */
    public record FloorRun(double oneByOne, double inBatches) {}

    /** A rate, and how it went. */
    public record Load(
            double rate,
            double seconds,
            double endedPerSecond,
            Judgement judgement,
            Latency toAnswer,
            Latency toDecided,
            Latency toEnd) {

        public static Load of(Passage passage) {
            return new Load(
                    passage.rate(),
                    passage.seconds(),
                    passage.endedPerSecond(),
                    Judgement.of(passage),
                    passage.toAnswer(),
                    passage.toDecided(),
                    passage.toEnd());
        }
    }

    /**
     * What a load cost.
     *
     * @param rate orders a second
     * @param orders that were placed and ended
     * @param used by them, with everything that runs beside
     */
    public record Cost(double rate, long orders, Meter used) {

        /** Milliseconds of processor time an order, of one process. */
        public double cpuMillis(String process) {
            return (double) used.cpuMillis().getOrDefault(process, 0L) / orders;
        }

        /** Milliseconds of processor time an order, of all processes. */
        public double cpuMillis() {
            return (double) used.allCpuMillis() / orders;
        }
    }

    /** One client, one order at a time. {@code seen} is when another session of the database sees it confirmed. */
    public record Alone(Latency toAnswer, Latency toDecided, Latency toEnd, Latency seen) {}

    /**
     * What waited when the participants came back.
     *
     * @param orders that were accepted without them
     * @param acceptedPerSecond how fast
     * @param seconds from the first step done to the last saga's end
     * @param secondsWithStart from the command that started the participants
     * @param commands how many of each type were sent
     * @param resent how many of them were sent again
     */
    public record Drain(
            long orders,
            double acceptedPerSecond,
            double seconds,
            double secondsWithStart,
            Map<String, Long> commands,
            long resent) {

        public double ordersPerSecond() {
            return orders / seconds;
        }

        public double commandsPerOrder() {
            return (double) commands.values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    / orders;
        }
    }

    /** Twice the highest rate. {@code unanswered} may have been placed all the same; {@code lost} were accepted. */
    public record Overload(
            double rate,
            long sent,
            long accepted,
            long refused,
            long unavailable,
            long unanswered,
            long lost,
            double endedPerSecond,
            double shareOfPeak,
            Latency toDecided,
            Latency toEnd) {}

    /**
     * A load beside so many stored orders.
     *
     * @param orders that were stored, with all that services keep of them
     * @param databaseBytes of all databases
     * @param load more than can be carried
     * @param lost accepted and not ended
     * @param messages in all outboxes and inboxes, after it
     * @param messageBytes of these
     * @param expired partitions of outboxes and inboxes that were there to be dropped
     * @param expiredLeft how many of them were not
     */
    public record StoredLevel(
            long orders,
            long databaseBytes,
            Load load,
            long lost,
            Cost cost,
            long messages,
            long messageBytes,
            long expired,
            long expiredLeft) {}

    /** Levels of stored orders, the fewest first. */
    public record Stored(List<StoredLevel> levels) {

        /** What is carried beside so many orders, of what is carried beside the fewest. */
        double shareOfFirst(StoredLevel level) {
            return level.load().endedPerSecond() / levels.getFirst().load().endedPerSecond();
        }

        /** The smallest of these shares. */
        double smallestShare() {
            return levels.stream().mapToDouble(this::shareOfFirst).min().orElse(0);
        }
    }

    /**
     * Several replicas of each service.
     *
     * @param lost accepted and not ended
     * @param messages that each replica handled, by service
     */
    public record Replicas(Load load, long accepted, long lost, Map<String, List<Long>> messages) {

        /** How many replicas handled anything, of the service with the fewest. */
        long fewestAtWork() {
            return messages.values().stream()
                    .mapToLong(
                            each -> each.stream().filter(handled -> handled > 0).count())
                    .min()
                    .orElse(0);
        }
    }

    final Instant at = Instant.now();
    final Machine machine;
    final String plan;
    final List<FloorRun> floor = new ArrayList<>();
    final List<Load> search = new ArrayList<>();

    @Nullable
    Load held;

    @Nullable
    Cost cost;

    @Nullable
    Meter idle;

    double idleSeconds;

    @Nullable
    Alone alone;

    @Nullable
    Load half;

    @Nullable
    Drain drain;

    @Nullable
    Overload overload;

    @Nullable
    Stored stored;

    @Nullable
    Replicas replicas;

    Map<String, Long> memoryMiB = Map.of();

    public Results(Machine machine, String plan) {
        this.machine = machine;
        this.plan = plan;
    }

    /** When it began, milliseconds since 1970. */
    public long startMillis() {
        return at.toEpochMilli();
    }

    /** Sagas ended a second at the highest rate. */
    public OptionalDouble heldPerSecond() {
        return held == null ? OptionalDouble.empty() : OptionalDouble.of(held.endedPerSecond());
    }

    public void addFloor(FloorRun run) {
        floor.add(run);
    }

    public void addStep(Load load) {
        search.add(load);
    }

    public void setHeld(Load load) {
        held = load;
    }

    public void setCost(Cost measured) {
        cost = measured;
    }

    /** What is used while nothing happens. */
    public void setIdle(Meter used, double seconds) {
        idle = used;
        idleSeconds = seconds;
    }

    public void setAlone(Alone measured) {
        alone = measured;
    }

    public void setHalf(Load load) {
        half = load;
    }

    public void setDrain(Drain measured) {
        drain = measured;
    }

    public void setOverload(Overload measured) {
        overload = measured;
    }

    public void setStored(Stored measured) {
        stored = measured;
    }

    public void setReplicas(Replicas measured) {
        replicas = measured;
    }

    /** Keeps it if the processes hold more than at the last look. */
    public void noteMemory(Map<String, Long> mebibytes) {
        if (sum(mebibytes) > sum(memoryMiB)) {
            memoryMiB = Map.copyOf(mebibytes);
        }
    }

    static long sum(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
