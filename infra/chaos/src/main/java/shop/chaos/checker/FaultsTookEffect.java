package shop.chaos.checker;

import shop.chaos.evidence.Evidence;
import shop.chaos.history.FaultStory;

/** Every fault did what it is said to have done; where that is not shown nothing is proven by surviving it. */
final class FaultsTookEffect implements Checker {

    @Override
    public String name() {
        return "faults-took-effect";
    }

    @Override
    public String promise() {
        return "every fault took effect, was healed, and what it had hit got ready again";
    }

    /** Looks at the calls too, so that a campaign without faults is not unknown for their want. */
    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "faults and calls");
        examination.examined(
                evidence.journal().faults().size() + evidence.journal().calls().size());
        for (FaultStory fault : evidence.journal().faults()) {
            if (fault.evidence() == null) {
                examination.doubt(
                        fault.beganAt(),
                        "fault %d, %s, is not shown to have taken effect%s"
                                .formatted(
                                        fault.number(),
                                        fault.name(),
                                        fault.error() == null ? "" : ": " + fault.error()));
            } else if (fault.healedAt() == null) {
                examination.violation(
                        null,
                        fault.beganAt(),
                        1,
                        "after fault %d, %s, not everything got ready again: %s"
                                .formatted(fault.number(), fault.name(), fault.error()));
            }
        }
        return examination.finding();
    }
}
