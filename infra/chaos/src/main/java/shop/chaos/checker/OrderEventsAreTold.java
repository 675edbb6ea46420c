package shop.chaos.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.OutboxRow;
import shop.chaos.site.Topic;

/** The world is told of every order exactly twice: that it was placed, and how it ended. */
final class OrderEventsAreTold implements Checker {

    private static final Map<String, String> ENDS = Map.of(
            "CONFIRMED", "shop.order.OrderConfirmed.v1",
            "REJECTED", "shop.order.OrderRejected.v1",
            "CANCELLED", "shop.order.OrderCancelled.v1");
    private static final String PLACED = "shop.order.OrderPlaced.v1";

    @Override
    public String name() {
        return "order-events-are-told";
    }

    @Override
    public String promise() {
        return "of every order it is told once that it was placed, and once how it ended";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "ended orders");
        Map<String, List<String>> told = new HashMap<>();
        for (OutboxRow row : evidence.outbox()) {
            if (row.topic().equals(Topic.ORDER_EVENTS.topic())) {
                told.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(row.type());
            }
        }
        for (Order order : evidence.orders()) {
            String end = ENDS.get(order.status());
            if (end != null) {
                examination.examined();
                List<String> types = told.getOrDefault(order.id().toString(), List.of()).stream()
                        .sorted()
                        .toList();
                examination.expect(
                        types.equals(List.of(end, PLACED).stream().sorted().toList()),
                        order.id(),
                        order.decidedAt(),
                        "order %s is %s, and was told of as %s".formatted(order.id(), order.status(), types));
            }
        }
        return examination.finding();
    }
}
