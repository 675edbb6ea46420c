package shop.chaos.checker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.history.Call;
import shop.chaos.history.Event;
import shop.chaos.history.FaultStory;
import shop.chaos.history.Request;

/**
 * How long it took until sagas ended at nine tenths of the usual pace again. Counted from the moment at which what the
 * fault had hit was ready again; from SIGCONT after a pause.
 *
 * @param ready from the fault's beginning until then
 * @param recovered from then on; empty where another fault, or the end of the load, came in between
 * @param settled from the fault's end, at which what it had hit was started again, until every order had ended that had
 *     been accepted by then, whatever other faults there were meanwhile; empty where one never ended
 */
public record Recovery(FaultStory fault, Duration ready, Optional<Duration> recovered, Optional<Duration> settled) {

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
        Lives lives = Lives.of(evidence);
        List<FaultStory> faults = evidence.journal().faults();
        for (FaultStory fault : faults) {
            Instant ready = fault.kind().equals("pause") ? fault.endedAt() : fault.healedAt();
            if (ready != null) {
                Instant until = earliestOther(fault, ready, faults, loadEnded);
                recoveries.add(new Recovery(
                        fault,
                        Duration.between(fault.beganAt(), ready),
                        recovered(ends, ready, until, SHARE * usual),
                        lives.settledAfter(fault.endedAt() == null ? ready : fault.endedAt())));
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

    /**
     * When each order was accepted, and when its saga ended; {@link Long#MAX_VALUE} where it never did. Without those that are
     * said to have ended when all was over: order-service's clock was ahead then.
     */
    private record Lives(long[] accepted, long[] ended) {

        static Lives of(Evidence evidence) {
            Map<UUID, Long> accepted = new LinkedHashMap<>();
            for (Call call : evidence.journal().calls()) {
                UUID order = call.orderId();
                if (call.is(Request.Function.PLACE) && call.isOk() && order != null && call.answeredAt() != null) {
                    accepted.putIfAbsent(order, call.answeredAt().toEpochMilli());
                }
            }
            Event.Rested rested = evidence.journal().rested();
            Instant last = rested == null ? Instant.MAX : rested.at();
            Map<UUID, Long> ended = new HashMap<>();
            for (LogEntry entry : evidence.log()) {
                if (isEnd(entry)) {
                    ended.put(entry.order(), entry.at().toEpochMilli());
                    // Told by a clock that was wrong: nobody knows when it was.
                    if (entry.at().isAfter(last)) {
                        accepted.remove(entry.order());
                    }
                }
            }
            return new Lives(
                    accepted.values().stream().mapToLong(Long::longValue).toArray(),
                    accepted.keySet().stream()
                            .mapToLong(order -> ended.getOrDefault(order, Long.MAX_VALUE))
                            .toArray());
        }

        Optional<Duration> settledAfter(Instant moment) {
            long from = moment.toEpochMilli();
            long last = from;
            for (int i = 0; i < accepted.length; i++) {
                if (accepted[i] <= from) {
                    last = Math.max(last, ended[i]);
                }
            }
            return last == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofMillis(last - from));
        }
    }

    private static boolean isEnd(LogEntry entry) {
        return entry.to().equals("COMPLETED") || entry.to().equals("COMPENSATED");
    }

    /** When each saga ended, sorted. */
    private static long[] ends(Evidence evidence) {
        return evidence.log().stream()
                .filter(Recovery::isEnd)
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
