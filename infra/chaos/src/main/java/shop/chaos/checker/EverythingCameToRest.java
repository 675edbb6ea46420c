package shop.chaos.checker;

import shop.chaos.evidence.Evidence;
import shop.chaos.history.Event;

/** When nothing breaks any more everything ends, by itself and within the time it was given. */
final class EverythingCameToRest implements Checker {

    @Override
    public String name() {
        return "everything-came-to-rest";
    }

    @Override
    public String promise() {
        return "after the last fault every saga ends, every relay and every consumer catches up, without a hand";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "sagas");
        Event.Rested rested = evidence.journal().rested();
        examination.examined(evidence.sagas().size());
        if (rested == null) {
            examination.doubt(null, "the campaign was broken off before everything came to rest");
        } else {
            examination.expect(rested.waitsFor() == null, null, rested.at(), "stuck: " + rested.waitsFor());
        }
        return examination.finding();
    }
}
