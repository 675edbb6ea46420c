package shop.chaos.checker;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.DoorReading;
import shop.chaos.evidence.Evidence.Order;

/** Whichever replica is asked in the end, it says what the database says. */
final class ReplicasAgree implements Checker {

    @Override
    public String name() {
        return "replicas-agree";
    }

    @Override
    public String promise() {
        return "every replica of order-service tells every order as the database has it";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "readings");
        Map<String, Map<UUID, String>> told = new HashMap<>();
        for (DoorReading reading : evidence.doors()) {
            told.computeIfAbsent(reading.replica(), _ -> new HashMap<>())
                    .put(reading.order(), String.valueOf(reading.status()));
        }
        for (String replica : new TreeSet<>(told.keySet())) {
            Map<UUID, String> statuses = told.get(replica);
            for (Order order : evidence.orders()) {
                examination.examined();
                String status = statuses.get(order.id());
                examination.expect(
                        order.status().equals(status),
                        order.id(),
                        order.decidedAt(),
                        "order %s is %s, and %s tells it as %s".formatted(order.id(), order.status(), replica, status));
            }
        }
        return examination.finding();
    }
}
