package shop.chaos.checker;

import java.util.Objects;
import shop.chaos.evidence.Evidence;
import shop.chaos.history.Event;

/** When all is at rest and every topic is said again from its beginning, the business tables stay as they are. */
final class RepetitionChangesNothing implements Checker {

    @Override
    public String name() {
        return "repetition-changes-nothing";
    }

    @Override
    public String promise() {
        return "said again from offset 0, no topic changes a byte in any business table";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "records said again");
        for (Event.Repeated repeated : evidence.journal().repetitions()) {
            examination.examined(repeated.records());
            repeated.before()
                    .forEach((table, digest) -> examination.expect(
                            Objects.equals(digest, repeated.after().get(table)),
                            null,
                            repeated.at(),
                            "%s is another than before everything was said again".formatted(table)));
        }
        return examination.finding();
    }
}
