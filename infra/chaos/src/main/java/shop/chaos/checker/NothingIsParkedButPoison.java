package shop.chaos.checker;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.OutboxRow;
import shop.chaos.evidence.Evidence.Parked;
import shop.chaos.evidence.Evidence.TopicRecord;

/** No message of the product's own was put aside, but for an answer to what the nemesis had made up. */
final class NothingIsParkedButPoison implements Checker {

    @Override
    public String name() {
        return "nothing-is-parked-but-poison";
    }

    @Override
    public String promise() {
        return "only what the nemesis made up was parked, and answers to it";
    }

    /** What was said is what could have been parked. */
    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "messages");
        examination.examined(evidence.outbox().size());
        Set<UUID> answers = answersToPoison(evidence);
        for (Parked parked : evidence.parked()) {
            examination.expect(
                    parked.poison() || answers.contains(parked.messageId()),
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

    private static Set<UUID> answersToPoison(Evidence evidence) {
        Set<UUID> poison = new HashSet<>();
        evidence.parked().stream().filter(Parked::poison).map(Parked::messageId).forEach(poison::add);
        evidence.records().stream()
                .filter(TopicRecord::poison)
                .map(TopicRecord::id)
                .forEach(poison::add);
        poison.remove(null);
        Set<UUID> answers = new HashSet<>();
        for (OutboxRow row : evidence.outbox()) {
            if (row.causation() != null && poison.contains(row.causation())) {
                answers.add(row.id());
            }
        }
        return answers;
    }

    private static @Nullable UUID orderOf(@Nullable String key) {
        try {
            return key == null ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
