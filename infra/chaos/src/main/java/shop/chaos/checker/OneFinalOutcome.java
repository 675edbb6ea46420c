package shop.chaos.checker;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.Saga;

/** Every order ends, once: its status changed a single time, to what its saga's state stands for. */
final class OneFinalOutcome implements Checker {

    private static final Map<String, Set<String>> STATUSES_OF =
            Map.of("COMPLETED", Set.of("CONFIRMED"), "COMPENSATED", Set.of("REJECTED", "CANCELLED"));

    @Override
    public String name() {
        return "one-final-outcome";
    }

    @Override
    public String promise() {
        return "every order has one final outcome and its saga has ended accordingly";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "orders");
        Map<UUID, Saga> sagas = evidence.sagasByOrder();
        Map<UUID, List<LogEntry>> logs = evidence.logByOrder();
        for (Order order : evidence.orders()) {
            examination.examined();
            Saga saga = sagas.get(order.id());
            if (saga == null || !saga.ended() || order.status().equals("PENDING")) {
                examination.violation(
                        order.id(),
                        order.placedAt(),
                        order.total(),
                        "order %s is stuck: it is %s, its saga %s"
                                .formatted(order.id(), order.status(), saga == null ? "is not there" : saga.state()));
                continue;
            }
            examination.expect(
                    STATUSES_OF.getOrDefault(saga.state(), Set.of()).contains(order.status()),
                    order.id(),
                    order.decidedAt(),
                    "order %s is %s although its saga is %s".formatted(order.id(), order.status(), saga.state()));
            List<String> statuses = logs.getOrDefault(order.id(), List.of()).stream()
                    .map(LogEntry::status)
                    .filter(Objects::nonNull)
                    .toList();
            examination.expect(
                    statuses.equals(List.of(order.status())),
                    order.id(),
                    order.decidedAt(),
                    "order %s is %s, but was given these outcomes: %s".formatted(order.id(), order.status(), statuses));
        }
        return examination.finding();
    }
}
