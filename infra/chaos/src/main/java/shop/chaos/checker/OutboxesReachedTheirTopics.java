package shop.chaos.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.OutboxRow;
import shop.chaos.evidence.Evidence.TopicRecord;
import shop.chaos.site.Topic;

/**
 * Whatever stands in an outbox stands in its topic, and nothing else does but what the nemesis has put there. Of a
 * compacted topic the last row of each key is enough.
 */
final class OutboxesReachedTheirTopics implements Checker {

    private record Message(String topic, UUID id) {}

    @Override
    public String name() {
        return "outboxes-reached-their-topics";
    }

    @Override
    public String promise() {
        return "every outbox row reached its topic, and nothing else did";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "outbox rows and records");
        Set<Message> arrived = HashSet.newHashSet(evidence.records().size());
        for (TopicRecord record : evidence.records()) {
            if (record.id() != null && !record.poison()) {
                arrived.add(new Message(record.topic(), record.id()));
            }
        }
        Set<Message> owed = HashSet.newHashSet(evidence.outbox().size());
        Map<String, OutboxRow> lastOfKey = new HashMap<>();
        for (OutboxRow row : evidence.outbox()) {
            owed.add(new Message(row.topic(), row.id()));
            if (Topic.named(row.topic()).compacted()) {
                lastOfKey.merge(row.key(), row, (a, b) -> a.id().toString().compareTo(b.id().toString()) > 0 ? a : b);
            }
        }
        for (OutboxRow row : evidence.outbox()) {
            examination.examined();
            boolean mayBeGone = Topic.named(row.topic()).compacted() && lastOfKey.get(row.key()) != row;
            examination.expect(
                    mayBeGone || arrived.contains(new Message(row.topic(), row.id())),
                    orderOf(row.key()),
                    null,
                    "%s %s of %s never reached %s".formatted(row.type(), row.id(), row.key(), row.topic()));
        }
        for (TopicRecord record : evidence.records()) {
            examination.examined();
            boolean known =
                    record.poison() || (record.id() != null && owed.contains(new Message(record.topic(), record.id())));
            examination.expect(
                    known,
                    null,
                    null,
                    "the record %s-%d@%d (%s) comes from no outbox"
                            .formatted(record.topic(), record.partition(), record.offset(), record.id()));
        }
        return examination.finding();
    }

    private static @Nullable UUID orderOf(String key) {
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
