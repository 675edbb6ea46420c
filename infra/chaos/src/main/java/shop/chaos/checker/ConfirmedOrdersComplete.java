package shop.chaos.checker;

import java.util.Map;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.Saga;

/** There is no way back from the pivot: what was confirmed completes. */
final class ConfirmedOrdersComplete implements Checker {

    @Override
    public String name() {
        return "confirmed-orders-complete";
    }

    @Override
    public String promise() {
        return "the saga of every confirmed order completes";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "confirmed orders");
        Map<UUID, Saga> sagas = evidence.sagasByOrder();
        for (Order order : evidence.orders()) {
            if (order.status().equals("CONFIRMED")) {
                examination.examined();
                Saga saga = sagas.get(order.id());
                examination.expect(
                        saga != null && saga.state().equals("COMPLETED"),
                        order.id(),
                        order.decidedAt(),
                        "order %s is confirmed and its saga is %s"
                                .formatted(order.id(), saga == null ? "not there" : saga.state()));
            }
        }
        return examination.finding();
    }
}
