package shop.local.books;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import shop.local.books.Traces.Item;
import shop.local.books.Traces.Money;
import shop.local.books.Traces.Order;
import shop.local.books.Traces.Payment;
import shop.local.books.Traces.Reservation;
import shop.local.books.Traces.Shipment;

/** Each way in which somebody can falsify the books, and which check must say so, of which order, account or product. */
enum Corruption {
    ANOTHER_AMOUNT_IS_CAPTURED(Check.AMOUNTS, 7777L, confirmed(payments(p -> payment(p, p.state(), 7777, 7777)))),
    THE_CUSTOMER_IS_CHARGED_TWICE(
            Check.AMOUNTS, null, confirmed(payments(p -> moved(p, 2 * p.paid(), 2 * p.received())))),
    MONEY_LEAVES_THE_CUSTOMER_AND_REACHES_NOBODY(Check.AMOUNTS, 0L, confirmed(payments(p -> moved(p, p.paid(), 0)))),
    SOMEBODY_ELSE_PAYS(
            Check.AMOUNTS,
            null,
            confirmed(payments(
                    p -> new Payment(p.orderId(), p.state(), "somebody", p.amount(), p.paid(), p.received())))),
    OTHER_ITEMS_ARE_RESERVED(
            Check.AMOUNTS,
            null,
            confirmed(reservations(r -> new Reservation(r.orderId(), r.state(), List.of(new Item("SKU-9", 1)))))),
    ANOTHER_PARCEL_IS_SENT(
            Check.AMOUNTS, null, confirmed(shipments(s -> new Shipment(s.orderId(), s.state(), "TRACK-2")))),
    THE_PAYMENT_IS_LOST(Check.OUTCOME, null, confirmed((shop, id) -> shop.payments.remove(id))),
    THE_RESERVATION_IS_LOST(Check.OUTCOME, null, confirmed((shop, id) -> shop.reservations.remove(id))),
    THE_SHIPMENT_IS_LOST(Check.OUTCOME, null, confirmed((shop, id) -> shop.shipments.remove(id))),
    THE_PAYMENT_IS_VOIDED(Check.OUTCOME, null, confirmed(payments(p -> payment(p, "VOIDED", 0, 0)))),
    THE_PAYMENT_STAYS_HELD(Check.OUTCOME, null, confirmed(payments(p -> payment(p, "AUTHORIZED", 0, 0)))),
    THE_STOCK_IS_RELEASED(Check.OUTCOME, null, confirmed(reservations(r -> in(r, "RELEASED")))),
    THE_SHIPMENT_IS_CANCELLED(Check.OUTCOME, null, confirmed(shipments(s -> in(s, "CANCELLED")))),
    THE_ORDER_IS_CALLED_REJECTED(Check.OUTCOME, null, confirmed(orders(o -> order(o, "REJECTED", o.state())))),
    THE_ORDER_IS_CALLED_PENDING(Check.OUTCOME, null, refused(orders(o -> order(o, "PENDING", o.state())))),
    THE_SAGA_IS_LOST(Check.ACCOUNTED_FOR, null, confirmed(orders(o -> order(o, o.status(), null)))),
    THE_ORDER_IS_LOST(Check.CAUSED, null, confirmed((shop, id) -> shop.orders.remove(id))),
    A_HOLD_IS_LEFT(
            Check.NOTHING_LEFT, 500L, refused((shop, id) -> shop.payments.put(id, paid(shop, id, "AUTHORIZED", 0)))),
    A_REFUSED_ORDER_IS_CHARGED(
            Check.NOTHING_LEFT, 500L, refused((shop, id) -> shop.payments.put(id, paid(shop, id, "CAPTURED", 500)))),
    A_VOIDED_PAYMENT_WAS_CHARGED(
            Check.AMOUNTS, 500L, refused((shop, id) -> shop.payments.put(id, paid(shop, id, "VOIDED", 500)))),
    A_RESERVATION_IS_LEFT(
            Check.NOTHING_LEFT,
            3L,
            refused((shop, id) ->
                    shop.reservations.put(id, new Reservation(id, "RESERVED", List.of(new Item("SKU-1", 3)))))),
    STOCK_LEAVES_FOR_NOBODY(
            Check.NOTHING_LEFT,
            3L,
            refused((shop, id) ->
                    shop.reservations.put(id, new Reservation(id, "COMMITTED", List.of(new Item("SKU-1", 3)))))),
    A_PARCEL_IS_LEFT(
            Check.NOTHING_LEFT,
            null,
            refused((shop, id) -> shop.shipments.put(id, new Shipment(id, "ARRANGED", "TRACK-1")))),
    AN_ACCOUNT_DIFFERS_FROM_ITS_ENTRIES(
            Check.MONEY,
            "customer-1",
            -5L,
            shop -> shop.accountDifferences.add(new Sums.AccountDifference("customer-1", "EUR", -5, 0))),
    MORE_IS_HELD_THAN_AUTHORIZED(
            Check.MONEY,
            "customer-2",
            9L,
            shop -> shop.accountDifferences.add(new Sums.AccountDifference("customer-2", "EUR", 0, 9))),
    MONEY_COMES_FROM_NOWHERE(Check.MONEY, null, 123L, shop -> shop.moneyFromNowhere = 123),
    A_PRODUCT_DIFFERS(
            Check.STOCK, "SKU-2", 4L, shop -> shop.stockDifferences.add(new Sums.StockDifference("SKU-2", 0, 0, 4))),
    PIECES_ARE_LOST(Check.STOCK, null, 6L, shop -> shop.piecesLost = 6);

    /** What falsifies one order's books. */
    private interface OnOrder {
        void apply(SmallShop shop, UUID orderId);
    }

    /** What must be found: the order, or else the account or product; null where no single one is at fault. */
    record Expected(Check check, UUID orderId, String name, Long amount) {}

    private final Check check;
    private final String name;
    private final Long amount;
    private final java.util.function.Function<SmallShop, UUID> apply;

    Corruption(Check check, Long amount, java.util.function.Function<SmallShop, UUID> apply) {
        this.check = check;
        this.name = null;
        this.amount = amount;
        this.apply = apply;
    }

    Corruption(Check check, String name, Long amount, Consumer<SmallShop> apply) {
        this.check = check;
        this.name = name;
        this.amount = amount;
        this.apply = shop -> {
            apply.accept(shop);
            return null;
        };
    }

    Expected in(SmallShop shop) {
        return new Expected(check, apply.apply(shop), name, amount);
    }

    private static java.util.function.Function<SmallShop, UUID> confirmed(OnOrder change) {
        return shop -> {
            UUID id = shop.confirmed();
            change.apply(shop, id);
            return id;
        };
    }

    private static java.util.function.Function<SmallShop, UUID> refused(OnOrder change) {
        return shop -> {
            UUID id = shop.refused("REJECTED");
            change.apply(shop, id);
            return id;
        };
    }

    private static OnOrder orders(UnaryOperator<Order> change) {
        return (shop, id) -> shop.orders.computeIfPresent(id, (_, row) -> change.apply(row));
    }

    private static OnOrder payments(UnaryOperator<Payment> change) {
        return (shop, id) -> shop.payments.computeIfPresent(id, (_, row) -> change.apply(row));
    }

    private static OnOrder reservations(UnaryOperator<Reservation> change) {
        return (shop, id) -> shop.reservations.computeIfPresent(id, (_, row) -> change.apply(row));
    }

    private static OnOrder shipments(UnaryOperator<Shipment> change) {
        return (shop, id) -> shop.shipments.computeIfPresent(id, (_, row) -> change.apply(row));
    }

    private static Order order(Order order, String status, String state) {
        return new Order(
                order.orderId(),
                order.customerId(),
                status,
                order.trackingNumber(),
                order.total(),
                order.items(),
                state,
                state == null ? null : order.endedAt());
    }

    /** The payment in another state; where something was moved, that is its amount. */
    private static Payment payment(Payment payment, String state, long paid, long received) {
        Money amount =
                paid == 0 ? payment.amount() : new Money(paid, payment.amount().currency());
        return new Payment(payment.orderId(), state, payment.customerId(), amount, paid, received);
    }

    private static Payment moved(Payment payment, long paid, long received) {
        return new Payment(payment.orderId(), payment.state(), payment.customerId(), payment.amount(), paid, received);
    }

    private static Payment paid(SmallShop shop, UUID id, String state, long moved) {
        Order order = shop.orders.get(id);
        return new Payment(
                id, state, order.customerId(), new Money(500, order.total().currency()), moved, moved);
    }

    private static Reservation in(Reservation reservation, String state) {
        return new Reservation(reservation.orderId(), state, reservation.items());
    }

    private static Shipment in(Shipment shipment, String state) {
        return new Shipment(shipment.orderId(), state, shipment.trackingNumber());
    }
}
