package shop.chaos.checker;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.LedgerEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.Payment;
import shop.chaos.evidence.Evidence.Reservation;
import shop.chaos.evidence.Evidence.Saga;
import shop.chaos.evidence.Evidence.Shipment;

/** A completed saga left exactly one payment, captured; one reservation, committed; one parcel, as the order says. */
final class CompletedSagasAreSettled implements Checker {

    @Override
    public String name() {
        return "completed-sagas-are-settled";
    }

    @Override
    public String promise() {
        return "a completed saga has been paid in full, its goods are committed and its parcel is under way";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "completed sagas");
        Map<UUID, Order> orders = evidence.ordersById();
        Map<UUID, Payment> payments = evidence.paymentsByOrder();
        Map<UUID, Reservation> reservations = evidence.reservationsByOrder();
        Map<UUID, Shipment> shipments = evidence.shipmentsByOrder();
        Map<UUID, Long> charged = new HashMap<>();
        for (LedgerEntry entry : evidence.entries()) {
            charged.merge(entry.transfer(), Math.max(0, -entry.amount()), Long::sum);
        }
        for (Saga saga : evidence.sagas()) {
            Order order = orders.get(saga.order());
            if (!saga.state().equals("COMPLETED") || order == null) {
                continue;
            }
            examination.examined();
            UUID id = saga.order();
            Payment payment = payments.get(id);
            examination.expect(
                    payment != null
                            && payment.state().equals("CAPTURED")
                            && order.customer().equals(payment.customer())
                            && Objects.equals(payment.amount(), order.total()),
                    id,
                    order.decidedAt(),
                    "order %s over %d completed with %s".formatted(id, order.total(), payment));
            examination.expect(
                    charged.getOrDefault(id, 0L) == order.total(),
                    id,
                    order.decidedAt(),
                    "order %s over %d completed, and the ledger charged %d"
                            .formatted(id, order.total(), charged.getOrDefault(id, 0L)));
            Reservation reservation = reservations.get(id);
            examination.expect(
                    reservation != null
                            && reservation.state().equals("COMMITTED")
                            && reservation.items().equals(order.items()),
                    id,
                    order.decidedAt(),
                    "order %s of %s completed with %s".formatted(id, order.items(), reservation));
            Shipment shipment = shipments.get(id);
            examination.expect(
                    shipment != null
                            && shipment.state().equals("ARRANGED")
                            && Objects.equals(shipment.trackingNumber(), order.trackingNumber()),
                    id,
                    order.decidedAt(),
                    "order %s with parcel %s completed with %s".formatted(id, order.trackingNumber(), shipment));
        }
        return examination.finding();
    }
}
