package shop.chaos.checker;

import java.time.Duration;
import java.time.Instant;
import shop.chaos.evidence.Evidence;
import shop.chaos.history.Call;
import shop.chaos.history.Event;
import shop.chaos.history.FaultStory;

/**
 * After each fault sagas end at the usual pace again, and after the last one everything ends, within the time that the
 * campaign was given for it. The report has the figures themselves.
 */
final class RecoveryIsQuick implements Checker {

    @Override
    public String name() {
        return "recovery-is-quick";
    }

    @Override
    public String promise() {
        return "in time after being whole again sagas end as fast as ever, and at last all of them";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "recoveries");
        Event.Rested rested = evidence.journal().rested();
        if (rested == null) {
            examination.doubt(null, "the campaign was broken off before everything came to rest");
            return examination.finding();
        }
        Duration bound = Duration.ofSeconds(rested.withinSeconds());
        for (Recovery recovery : Recovery.of(evidence)) {
            recovery.recovered().ifPresent(took -> {
                examination.examined();
                examination.expect(
                        took.compareTo(bound) <= 0,
                        null,
                        recovery.fault().healedAt(),
                        "after fault %d, %s, it took %.1f s"
                                .formatted(
                                        recovery.fault().number(),
                                        recovery.fault().name(),
                                        took.toMillis() / 1000.0));
            });
        }
        if (rested.waitsFor() == null) {
            examination.examined();
            Duration took = Duration.between(wholeAgain(evidence), rested.at());
            examination.expect(
                    took.compareTo(bound) <= 0,
                    null,
                    rested.at(),
                    "everything came to rest %.1f s after the load and the last fault"
                            .formatted(took.toMillis() / 1000.0));
        }
        return examination.finding();
    }

    /** When the last fault was healed, or the last call answered. */
    private static Instant wholeAgain(Evidence evidence) {
        Instant last = Instant.EPOCH;
        for (FaultStory fault : evidence.journal().faults()) {
            if (fault.healedAt() != null && fault.healedAt().isAfter(last)) {
                last = fault.healedAt();
            }
        }
        for (Call call : evidence.journal().calls()) {
            if (call.answeredAt() != null && call.answeredAt().isAfter(last)) {
                last = call.answeredAt();
            }
        }
        return last;
    }
}
