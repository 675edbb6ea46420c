package shop.chaos.checker;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Key;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.history.Purchase;

/** No order comes from nowhere, or is of something else than was asked for. */
final class OrdersWereAskedFor implements Checker {

    @Override
    public String name() {
        return "orders-were-asked-for";
    }

    @Override
    public String promise() {
        return "every order is what a customer asked for, once for each key";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "orders");
        Map<UUID, Purchase> purchases = purchases(evidence);
        for (Order order : evidence.orders()) {
            examination.examined();
            Purchase purchase = purchases.get(order.id());
            if (purchase == null) {
                examination.violation(
                        order.id(), order.placedAt(), order.total(), "nobody asked for order " + order.id());
            } else if (!isOf(order, purchase)) {
                examination.violation(
                        order.id(),
                        order.placedAt(),
                        order.total(),
                        "order %s is of %s by %s, but was asked for as %s"
                                .formatted(order.id(), order.items(), order.customer(), purchase));
            }
        }
        return examination.finding();
    }

    /** What was asked for under the key that led to an order. */
    static Map<UUID, Purchase> purchases(Evidence evidence) {
        Map<String, Purchase> byKey = new HashMap<>();
        evidence.journal()
                .calls()
                .forEach(call -> note(
                        byKey, call.request().idempotencyKey(), call.request().purchase()));
        Map<UUID, Purchase> byOrder = new HashMap<>();
        for (Key key : evidence.keys()) {
            Purchase purchase = byKey.get(key.key());
            if (purchase != null && purchase.customer().equals(key.customer())) {
                byOrder.put(key.order(), purchase);
            }
        }
        return byOrder;
    }

    private static void note(Map<String, Purchase> byKey, @Nullable String key, @Nullable Purchase purchase) {
        if (key != null && purchase != null) {
            byKey.put(key, purchase);
        }
    }

    private static boolean isOf(Order order, Purchase purchase) {
        return order.customer().equals(purchase.customer())
                && order.items().equals(Map.of(purchase.sku(), (long) purchase.quantity()));
    }
}
