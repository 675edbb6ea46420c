package shop.chaos.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Account;
import shop.chaos.evidence.Evidence.LedgerEntry;
import shop.chaos.evidence.Evidence.Payment;
import shop.chaos.evidence.Evidence.Reservation;
import shop.chaos.evidence.Evidence.Shipment;

/** At most one reservation, one payment, one charge and one parcel for each order. */
final class EffectsHappenAtMostOnce implements Checker {

    @Override
    public String name() {
        return "effects-happen-at-most-once";
    }

    @Override
    public String promise() {
        return "no order is reserved, charged or shipped twice, and nobody is charged without an order";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "payments, reservations and shipments");
        once(examination, "payments", evidence.payments(), Payment::order);
        once(examination, "reservations", evidence.reservations(), Reservation::order);
        once(examination, "shipments", evidence.shipments(), Shipment::order);
        Map<String, UUID> parcels = new HashMap<>();
        for (Shipment shipment : evidence.shipments()) {
            String number = shipment.trackingNumber();
            UUID other = number == null ? null : parcels.putIfAbsent(number, shipment.order());
            examination.expect(
                    other == null,
                    shipment.order(),
                    null,
                    "orders %s and %s share the parcel %s".formatted(other, shipment.order(), number));
        }
        charges(examination, evidence);
        return examination.finding();
    }

    private static <T> void once(Examination examination, String what, List<T> rows, Function<T, UUID> order) {
        Set<UUID> seen = new HashSet<>();
        for (T row : rows) {
            examination.examined();
            UUID id = order.apply(row);
            examination.expect(seen.add(id), id, null, "order %s has several %s".formatted(id, what));
        }
    }

    /** Whatever leaves a customer's account leaves it for one captured payment of his, and in full. */
    private static void charges(Examination examination, Evidence evidence) {
        Set<String> customers = new HashSet<>();
        for (Account account : evidence.accounts()) {
            if (account.kind().equals("CUSTOMER")) {
                customers.add(account.id());
            }
        }
        Map<UUID, Payment> payments = evidence.paymentsByOrder();
        Set<UUID> charged = new HashSet<>();
        for (LedgerEntry entry : evidence.entries()) {
            if (!customers.contains(entry.account()) || entry.amount() >= 0) {
                continue;
            }
            Payment payment = payments.get(entry.transfer());
            boolean right = payment != null
                    && payment.state().equals("CAPTURED")
                    && entry.account().equals(payment.customer())
                    && payment.amount() != null
                    && payment.amount() == -entry.amount()
                    && charged.add(entry.transfer());
            if (!right) {
                examination.violation(
                        entry.transfer(),
                        null,
                        entry.amount(),
                        "%s was charged %d by transfer %s, for which there is %s"
                                .formatted(entry.account(), -entry.amount(), entry.transfer(), payment));
            }
        }
    }
}
