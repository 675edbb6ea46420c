package shop.chaos.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Key;
import shop.chaos.history.Call;
import shop.chaos.history.Request.Function;

/** The same key is the same order, however often it is sent, and whatever became of the answers. */
final class IdempotencyKeysAreKept implements Checker {

    @Override
    public String name() {
        return "idempotency-keys-are-kept";
    }

    @Override
    public String promise() {
        return "one key leads to one order, for ever";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "keys");
        Map<String, UUID> stored = new HashMap<>();
        Set<UUID> claimed = new HashSet<>();
        for (Key key : evidence.keys()) {
            examination.examined();
            stored.put(key.key(), key.order());
            examination.expect(
                    claimed.add(key.order()), key.order(), null, "several keys lead to order " + key.order());
        }
        Map<String, UUID> answered = new HashMap<>();
        for (Call call : evidence.journal().calls()) {
            String key = call.request().idempotencyKey();
            UUID order = call.answer().orderId();
            if (!call.is(Function.PLACE) || !call.isOk() || key == null || order == null) {
                continue;
            }
            UUID first = answered.putIfAbsent(key, order);
            examination.expect(
                    first == null || first.equals(order),
                    order,
                    call.answeredAt(),
                    "the key %s led to order %s and then to %s".formatted(key, first, order));
            examination.expect(
                    order.equals(stored.get(key)),
                    order,
                    call.answeredAt(),
                    "the key %s was answered with order %s and stands for %s".formatted(key, order, stored.get(key)));
        }
        return examination.finding();
    }
}
