package shop.chaos.checker;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.LedgerEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.Payment;
import shop.chaos.evidence.Evidence.Reservation;
import shop.chaos.evidence.Evidence.Shipment;

/** An order that was rejected or cancelled holds no money, no goods and no parcel. */
final class NothingIsLeftBehind implements Checker {

    @Override
    public String name() {
        return "nothing-is-left-behind";
    }

    @Override
    public String promise() {
        return "an order that was rejected or cancelled holds nothing and was charged nothing";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "rejected and cancelled orders");
        Map<UUID, Payment> payments = evidence.paymentsByOrder();
        Map<UUID, Reservation> reservations = evidence.reservationsByOrder();
        Map<UUID, Shipment> shipments = evidence.shipmentsByOrder();
        Set<UUID> transfers = new HashSet<>();
        evidence.entries().stream().map(LedgerEntry::transfer).forEach(transfers::add);
        for (Order order : evidence.orders()) {
            if (!Set.of("REJECTED", "CANCELLED").contains(order.status())) {
                continue;
            }
            examination.examined();
            UUID id = order.id();
            Payment payment = payments.get(id);
            if (payment != null && Set.of("AUTHORIZED", "CAPTURED").contains(payment.state())) {
                left(examination, order, payment);
            }
            Reservation reservation = reservations.get(id);
            if (reservation != null && Set.of("RESERVED", "COMMITTED").contains(reservation.state())) {
                left(examination, order, reservation);
            }
            Shipment shipment = shipments.get(id);
            if (shipment != null && shipment.state().equals("ARRANGED")) {
                left(examination, order, shipment);
            }
            if (transfers.contains(id)) {
                left(examination, order, "a charge");
            }
        }
        return examination.finding();
    }

    private static void left(Examination examination, Order order, Object what) {
        examination.violation(
                order.id(),
                order.decidedAt(),
                order.total(),
                "order %s is %s and left %s behind".formatted(order.id(), order.status(), what));
    }
}
