package shop.local.books;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shop.local.books.Traces.Item;
import shop.local.books.Traces.Money;
import shop.local.books.Traces.Order;
import shop.local.books.Traces.Payment;
import shop.local.books.Traces.Reservation;
import shop.local.books.Traces.Shipment;

/**
 * Compares what the four services have of one order that is final.
 *
 * <table>
 * <tr><th>order</th><th>saga</th><th>payment</th><th>reservation</th><th>shipment</th></tr>
 * <tr><td>CONFIRMED</td><td>COMPLETED</td><td>CAPTURED, the total</td><td>COMMITTED, the items</td><td>ARRANGED</td></tr>
 * <tr><td>REJECTED, CANCELLED</td><td>COMPENSATED</td><td>none, VOIDED, DECLINED</td><td>none, RELEASED,
 *     REJECTED</td><td>none, CANCELLED, REJECTED</td></tr>
 * </table>
 */
final class OrderChecks {

    private final Traces traces;
    private final Order order;
    private final List<Finding> findings = new ArrayList<>();

    private OrderChecks(Traces traces, Order order) {
        this.traces = traces;
        this.order = order;
    }

    /** Everything that is wrong with an order that has been final for long enough. */
    static List<Finding> ofFinal(Traces traces) {
        OrderChecks checks = new OrderChecks(traces, Objects.requireNonNull(traces.order(), "what is final is known"));
        checks.compare();
        return checks.findings;
    }

    /** What can be said while it is not: an order has its saga, and effects have their order, which was read after them. */
    static List<Finding> atAnyMoment(Traces traces) {
        Order order = traces.order();
        if (order == null) {
            return traces.effects().isEmpty() ? List.of() : List.of(withoutOrder(traces));
        }
        if (order.state() == null) {
            return List.of(new Finding(
                    Check.ACCOUNTED_FOR,
                    Violation.ofOrder(
                            order.orderId(),
                            order.total().amount(),
                            "order %s over %s has no saga".formatted(order.orderId(), order.total()))));
        }
        return List.of();
    }

    private static Finding withoutOrder(Traces traces) {
        Money amount = traces.payment() == null ? null : traces.payment().amount();
        return new Finding(
                Check.CAUSED,
                Violation.ofOrder(
                        traces.orderId(),
                        amount == null ? null : amount.amount(),
                        "order %s does not exist, but has %s%s"
                                .formatted(
                                        traces.orderId(),
                                        String.join(" and ", traces.effects()),
                                        amount == null ? "" : " over " + amount)));
    }

    private void compare() {
        switch (order.status() + " " + order.state()) {
            case "CONFIRMED COMPLETED" -> carriedOut();
            case "REJECTED COMPENSATED", "CANCELLED COMPENSATED" -> notCarriedOut();
            default -> add(Check.OUTCOME, null, "though its saga is %s".formatted(order.state()));
        }
        ledger();
    }

    private void carriedOut() {
        Payment payment = traces.payment();
        must(payment == null ? null : payment.state(), "CAPTURED", "payment");
        Reservation reservation = traces.reservation();
        must(reservation == null ? null : reservation.state(), "COMMITTED", "reservation");
        Shipment shipment = traces.shipment();
        must(shipment == null ? null : shipment.state(), "ARRANGED", "shipment");
        if (payment != null && payment.state().equals("CAPTURED")) {
            Money amount = Objects.requireNonNull(payment.amount(), "a captured payment has an amount");
            if (!amount.equals(order.total())) {
                add(Check.AMOUNTS, amount.amount(), "but %s was captured".formatted(amount));
            }
            if (!order.customerId().equals(payment.customerId())) {
                add(
                        Check.AMOUNTS,
                        amount.amount(),
                        "of %s, but %s paid".formatted(order.customerId(), payment.customerId()));
            }
        }
        if (reservation != null && !sorted(reservation.items()).equals(sorted(order.items()))) {
            add(
                    Check.AMOUNTS,
                    null,
                    "of %s, but %s was reserved".formatted(text(order.items()), text(reservation.items())));
        }
        if (shipment != null && !Objects.equals(shipment.trackingNumber(), order.trackingNumber())) {
            add(
                    Check.AMOUNTS,
                    null,
                    "with the parcel %s, but the shipment's is %s"
                            .formatted(order.trackingNumber(), shipment.trackingNumber()));
        }
    }

    private void notCarriedOut() {
        Payment payment = traces.payment();
        if (payment != null && List.of("AUTHORIZED", "CAPTURED").contains(payment.state())) {
            Money amount = Objects.requireNonNull(payment.amount(), "a payment that holds has an amount");
            add(Check.NOTHING_LEFT, amount.amount(), "but %s is %s".formatted(amount, payment.state()));
        }
        Reservation reservation = traces.reservation();
        if (reservation != null && List.of("RESERVED", "COMMITTED").contains(reservation.state())) {
            add(
                    Check.NOTHING_LEFT,
                    reservation.items().stream().mapToLong(Item::quantity).sum(),
                    "but %s is %s".formatted(text(reservation.items()), reservation.state()));
        }
        Shipment shipment = traces.shipment();
        if (shipment != null && shipment.state().equals("ARRANGED")) {
            add(Check.NOTHING_LEFT, null, "but its parcel %s is ARRANGED".formatted(shipment.trackingNumber()));
        }
    }

    /** The ledger moved what was captured, once, and for nothing else. */
    private void ledger() {
        Payment payment = traces.payment();
        if (payment == null) {
            return;
        }
        long owed = payment.state().equals("CAPTURED") && payment.amount() != null
                ? payment.amount().amount()
                : 0;
        if (payment.paid() != owed || payment.received() != owed) {
            String currency = order.total().currency();
            add(
                    Check.AMOUNTS,
                    payment.received() == owed ? payment.paid() : payment.received(),
                    "its payment is %s over %s, but in the ledger %s left the customer and %s reached the shop"
                            .formatted(
                                    payment.state(),
                                    payment.amount(),
                                    new Money(payment.paid(), currency),
                                    new Money(payment.received(), currency)));
        }
    }

    private void must(@Nullable String state, String expected, String what) {
        if (state == null) {
            add(Check.OUTCOME, order.total().amount(), "but has no %s".formatted(what));
        } else if (!state.equals(expected)) {
            add(Check.OUTCOME, order.total().amount(), "but its %s is %s".formatted(what, state));
        }
    }

    private void add(Check check, @Nullable Long amount, String what) {
        findings.add(new Finding(
                check,
                Violation.ofOrder(
                        order.orderId(),
                        amount,
                        "order %s is %s over %s, %s".formatted(order.orderId(), order.status(), order.total(), what))));
    }

    private static List<Item> sorted(List<Item> items) {
        return items.stream()
                .map(item -> new Item(item.sku(), item.quantity()))
                .sorted(Comparator.comparing(Item::sku))
                .toList();
    }

    private static String text(List<Item> items) {
        return items.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        sorted(items).stream()
                                .map(item -> item.quantity() + " × " + item.sku())
                                .toList());
    }
}
