package shop.chaos.checker;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.Saga;
import shop.chaos.history.Call;
import shop.chaos.history.Request.Function;

/** An order that was answered with 201 is there, and so is its saga. */
final class AcceptedOrdersAreKept implements Checker {

    @Override
    public String name() {
        return "accepted-orders-are-kept";
    }

    @Override
    public String promise() {
        return "an order that was accepted is there, with its saga";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "accepted orders");
        Set<UUID> orders =
                new HashSet<>(evidence.orders().stream().map(Order::id).toList());
        Set<UUID> sagas =
                new HashSet<>(evidence.sagas().stream().map(Saga::order).toList());
        Set<UUID> seen = new HashSet<>();
        for (Call call : evidence.journal().calls()) {
            UUID id = call.orderId();
            if (!call.is(Function.PLACE) || !call.isOk() || id == null || !seen.add(id)) {
                continue;
            }
            examination.examined();
            examination.expect(
                    orders.contains(id), id, call.answeredAt(), "order %s was accepted and is lost".formatted(id));
            examination.expect(
                    !orders.contains(id) || sagas.contains(id),
                    id,
                    call.answeredAt(),
                    "order %s has lost its saga".formatted(id));
        }
        return examination.finding();
    }
}
