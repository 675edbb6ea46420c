package shop.simulation;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.inventory.Item;
import shop.inventory.Stock;
import shop.inventory.StockReservation;
import shop.order.OrderStatus;
import shop.order.saga.OrderStatusChange;
import shop.payment.Funds;
import shop.payment.Payment;
import shop.shipping.Shipment;

/**
 * The auditor: reckons from each order's records what accounts and stocks must show, and compares. It sees all four
 * databases at one moment, as no one can outside a simulation, and is asked after every commit.
 */
final class Books {

    private final Services services;
    private final Sagas sagas;
    private final Map<String, Funds> fundsAtFirst;
    private final Map<String, Stock> stockAtFirst;

    Books(Services services, Sagas sagas) {
        this.services = services;
        this.sagas = sagas;
        fundsAtFirst = Map.copyOf(services.funds);
        stockAtFirst = Map.copyOf(services.stock);
    }

    /** What must be true at every moment. */
    void check() {
        services.funds.forEach(this::checkMoney);
        services.stock.forEach(this::checkStock);
        sagas.outcomes.forEach(this::checkOutcome);
    }

    private void checkMoney(String customer, Funds funds) {
        long held = 0;
        long captured = 0;
        for (Payment payment : services.payments.values()) {
            if (customer.equals(payment.customerId())) {
                long amount = Objects.requireNonNull(payment.amount()).amount();
                switch (payment.state()) {
                    case AUTHORIZED -> held += amount;
                    case CAPTURED -> captured += amount;
                    case VOIDED, DECLINED -> {}
                }
            }
        }
        long heldByOrders = held;
        long balance = Objects.requireNonNull(fundsAtFirst.get(customer)).balance() - captured;
        Violation.unless(
                funds.held() == heldByOrders && funds.balance() == balance,
                () -> "Money: " + customer + " should have " + balance + " and " + heldByOrders + " of it held: "
                        + funds);
    }

    private void checkStock(String sku, Stock stock) {
        long reserved = 0;
        long committed = 0;
        for (StockReservation reservation : services.reservations.values()) {
            for (Item item : reservation.items()) {
                if (sku.equals(item.sku())) {
                    switch (reservation.state()) {
                        case RESERVED -> reserved += item.quantity();
                        case COMMITTED -> committed += item.quantity();
                        case RELEASED, REJECTED -> {}
                    }
                }
            }
        }
        long reservedByOrders = reserved;
        long committedByOrders = committed;
        long received = Objects.requireNonNull(stockAtFirst.get(sku)).received();
        Violation.unless(
                stock.equals(new Stock(received, received - committedByOrders, reservedByOrders, committedByOrders)),
                () -> "Stock: of " + received + " " + sku + ", " + reservedByOrders + " should be reserved and "
                        + committedByOrders + " gone: " + stock);
    }

    private void checkOutcome(UUID orderId, OrderStatusChange outcome) {
        boolean fulfilled = outcome.status() == OrderStatus.CONFIRMED;
        Violation.unless(
                fulfilled == moneyIsPromised(services.payments.get(orderId))
                        && fulfilled == stockIsPromised(services.reservations.get(orderId))
                        && fulfilled == parcelIsArranged(services.shipments.get(orderId)),
                () -> "An order that is " + outcome + " has " + records(orderId));
    }

    /** What must be true when every saga has ended and no message is under way. */
    void checkAtTheEnd() {
        sagas.states().forEach((orderId, state) -> {
            OrderStatusChange outcome = sagas.outcomes.get(orderId);
            Violation.unless(state.phase().ended() && outcome != null, "An order has not ended", state);
            if (outcome != null && outcome.status() == OrderStatus.CONFIRMED) {
                Payment payment = Objects.requireNonNull(services.payments.get(orderId));
                StockReservation reservation = Objects.requireNonNull(services.reservations.get(orderId));
                Violation.unless(
                        payment.state() == Payment.State.CAPTURED
                                && reservation.state() == StockReservation.State.COMMITTED,
                        "A confirmed order is not settled",
                        records(orderId));
            }
        });
        sagas.outcomes.forEach((orderId, outcome) -> {
            String reason = outcome.reason();
            Violation.unless(
                    reason == null || !reason.endsWith("_BEFORE"), "An order was rejected by its own undo", outcome);
            Violation.unless(
                    outcome.status() != OrderStatus.CANCELLED
                            || sagas.promises().containsKey(orderId),
                    "An order was cancelled that nobody wanted cancelled",
                    orderId);
        });
        sagas.promises().forEach((orderId, promised) -> {
            OrderStatusChange outcome = sagas.outcomes.get(orderId);
            Violation.unless(
                    outcome != null && outcome.status() == promised, "The customer was told " + promised, outcome);
        });
    }

    private String records(UUID orderId) {
        return services.reservations.get(orderId) + ", " + services.payments.get(orderId) + ", "
                + services.shipments.get(orderId);
    }

    private static boolean moneyIsPromised(@Nullable Payment payment) {
        return payment != null
                && switch (payment.state()) {
                    case AUTHORIZED, CAPTURED -> true;
                    case VOIDED, DECLINED -> false;
                };
    }

    private static boolean stockIsPromised(@Nullable StockReservation reservation) {
        return reservation != null
                && switch (reservation.state()) {
                    case RESERVED, COMMITTED -> true;
                    case RELEASED, REJECTED -> false;
                };
    }

    private static boolean parcelIsArranged(@Nullable Shipment shipment) {
        return shipment != null
                && switch (shipment.state()) {
                    case ARRANGED -> true;
                    case CANCELLED, REJECTED -> false;
                };
    }
}
