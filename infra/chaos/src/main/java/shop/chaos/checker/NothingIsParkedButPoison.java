package shop.chaos.checker;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Parked;

/** No message of the product's own was put aside. */
final class NothingIsParkedButPoison implements Checker {

    @Override
    public String name() {
        return "nothing-is-parked-but-poison";
    }

    @Override
    public String promise() {
        return "only what the nemesis made up was parked";
    }

    /** What was said is what could have been parked. */
    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "messages");
        examination.examined(evidence.outbox().size());
        for (Parked parked : evidence.parked()) {
            examination.expect(
                    parked.poison(),
                    orderOf(parked.key()),
                    null,
                    "%s parked message %s of %s on %s: %s"
                            .formatted(
                                    parked.service(),
                                    parked.messageId(),
                                    parked.key(),
                                    parked.topic(),
                                    parked.error()));
        }
        return examination.finding();
    }

    private static @Nullable UUID orderOf(@Nullable String key) {
        try {
            return key == null ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
