package shop.chaos.checker;

import java.util.Map;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.history.Call;
import shop.chaos.history.Request.Function;

/** A cancel that was accepted is a promise, and one that was refused as too late is one as well. */
final class CancelsAreKept implements Checker {

    private static final int TOO_LATE = 409;

    @Override
    public String name() {
        return "cancels-are-kept";
    }

    @Override
    public String promise() {
        return "an order whose cancel was accepted ends cancelled, and one whose cancel came too late does not";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "answered cancels");
        Map<UUID, Order> orders = evidence.ordersById();
        for (Call call : evidence.journal().calls()) {
            Order order = call.orderId() == null ? null : orders.get(call.orderId());
            if (!call.is(Function.CANCEL) || order == null) {
                continue;
            }
            boolean cancelled = order.status().equals("CANCELLED");
            if (call.isOk()) {
                examination.examined();
                examination.expect(
                        cancelled,
                        order.id(),
                        call.answeredAt(),
                        "the cancel of order %s was accepted, and it is %s".formatted(order.id(), order.status()));
            } else if (call.answer().httpStatus() == TOO_LATE) {
                examination.examined();
                examination.expect(
                        !cancelled,
                        order.id(),
                        call.answeredAt(),
                        "the cancel of order %s was refused, and it is cancelled".formatted(order.id()));
            }
        }
        return examination.finding();
    }
}
