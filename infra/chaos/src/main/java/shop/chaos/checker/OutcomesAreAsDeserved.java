package shop.chaos.checker;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.history.Answer.Outcome;
import shop.chaos.history.Call;
import shop.chaos.history.Purchase;
import shop.chaos.history.Request.Function;

/**
 * An order ends as it deserves: an outage alone rejects nobody, and what cannot be had is refused for its own reason. An
 * order is cancelled only if its customer may have asked for it.
 */
final class OutcomesAreAsDeserved implements Checker {

    @Override
    public String name() {
        return "outcomes-are-as-deserved";
    }

    @Override
    public String promise() {
        return "no outage rejects an order, and every refusal has its own reason";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "ended orders");
        Map<UUID, Purchase> purchases = OrdersWereAskedFor.purchases(evidence);
        Set<UUID> cancelled = new HashSet<>();
        for (Call call : evidence.journal().calls()) {
            if (call.is(Function.CANCEL) && call.answer().outcome() != Outcome.FAIL) {
                cancelled.add(call.orderId());
            }
        }
        for (Order order : evidence.orders()) {
            Purchase purchase = purchases.get(order.id());
            if (purchase == null || order.status().equals("PENDING")) {
                continue;
            }
            examination.examined();
            boolean deserved = order.status().equals("CANCELLED")
                    ? cancelled.contains(order.id())
                    : isDeserved(order, purchase.wish());
            examination.expect(
                    deserved,
                    order.id(),
                    order.decidedAt(),
                    "order %s, placed as %s, is %s (%s)%s"
                            .formatted(
                                    order.id(),
                                    purchase.wish(),
                                    order.status(),
                                    order.reason(),
                                    cancelled.contains(order.id()) ? "" : ", and nobody cancelled it"));
        }
        return examination.finding();
    }

    private static boolean isDeserved(Order order, Purchase.Wish wish) {
        boolean confirmed = order.status().equals("CONFIRMED");
        return switch (wish) {
            case CONFIRM -> confirmed;
            case SOLD_OUT -> isRejected(order, "OUT_OF_STOCK");
            case POOR -> isRejected(order, "INSUFFICIENT_FUNDS");
            case NOT_SERVED -> isRejected(order, "COUNTRY_NOT_SERVED");
            case SCARCE -> confirmed || isRejected(order, "OUT_OF_STOCK");
        };
    }

    private static boolean isRejected(Order order, String reason) {
        return order.status().equals("REJECTED") && Objects.equals(order.reason(), reason);
    }
}
