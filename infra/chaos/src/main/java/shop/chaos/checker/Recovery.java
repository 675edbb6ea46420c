package shop.chaos.checker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.history.Call;
import shop.chaos.history.FaultStory;
import shop.chaos.history.Request;

/**
 * How long it took until sagas ended at nine tenths of the usual pace again. Counted from the moment at which what the
 * fault had hit was ready again; from SIGCONT after a pause.
 *
 * @param ready from the fault's beginning until then
 * @param recovered from then on; empty where another fault, or the end of the load, came in between
 */
public record Recovery(FaultStory fault, Duration ready, Optional<Duration> recovered) {

    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final double SHARE = 0.9;

    /** One for each fault that was healed, in the order in which they began. */
    public static List<Recovery> of(Evidence evidence) {
        List<Recovery> recoveries = new ArrayList<>();
        long[] ends = ends(evidence);
        Instant loadBegan = Instant.MAX;
        Instant loadEnded = Instant.MIN;
        // From the customers' calls and not from the orders: a clock of order-service's may have jumped.
        for (Call call : evidence.journal().calls()) {
            if (call.is(Request.Function.PLACE)) {
                loadBegan = call.invokedAt().isBefore(loadBegan) ? call.invokedAt() : loadBegan;
                loadEnded = call.invokedAt().isAfter(loadEnded) ? call.invokedAt() : loadEnded;
            }
        }
        if (!loadBegan.isBefore(loadEnded)) {
            return List.of();
        }
        double usual = evidence.orders().size()
                * (double) WINDOW.toMillis()
                / Duration.between(loadBegan, loadEnded).toMillis();
        List<FaultStory> faults = evidence.journal().faults();
        for (FaultStory fault : faults) {
            Instant ready = fault.kind().equals("pause") ? fault.endedAt() : fault.healedAt();
            if (ready != null) {
                Instant until = earliestOther(fault, ready, faults, loadEnded);
                recoveries.add(new Recovery(
                        fault, Duration.between(fault.beganAt(), ready), recovered(ends, ready, until, SHARE * usual)));
            }
        }
        return recoveries;
    }

    /** The moment from which on something else disturbs: at once, where another fault is not healed yet. */
    private static Instant earliestOther(FaultStory fault, Instant ready, List<FaultStory> faults, Instant loadEnded) {
        Instant until = loadEnded;
        for (FaultStory other : faults) {
            boolean isOver = other.healedAt() != null && other.healedAt().isBefore(ready);
            if (other.number() != fault.number() && !isOver && other.beganAt().isBefore(until)) {
                until = other.beganAt();
            }
        }
        return until;
    }

    private static Optional<Duration> recovered(long[] ends, Instant ready, Instant until, double enough) {
        for (Instant from = ready; from.plus(WINDOW).isBefore(until); from = from.plus(STEP)) {
            long inWindow = before(ends, from.plus(WINDOW)) - before(ends, from);
            if (inWindow >= enough) {
                return Optional.of(Duration.between(ready, from));
            }
        }
        return Optional.empty();
    }

    /** When each saga ended, sorted. */
    private static long[] ends(Evidence evidence) {
        return evidence.log().stream()
                .filter(entry -> entry.to().equals("COMPLETED") || entry.to().equals("COMPENSATED"))
                .map(LogEntry::at)
                .mapToLong(Instant::toEpochMilli)
                .sorted()
                .toArray();
    }

    private static long before(long[] ends, Instant moment) {
        int found = Arrays.binarySearch(ends, moment.toEpochMilli());
        return found >= 0 ? found : -found - 1;
    }
}
