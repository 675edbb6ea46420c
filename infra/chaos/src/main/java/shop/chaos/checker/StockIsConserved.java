package shop.chaos.checker;

import java.util.HashMap;
import java.util.Map;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Receipt;
import shop.chaos.evidence.Evidence.Reservation;
import shop.chaos.evidence.Evidence.Stock;

/** What was received of a product is on hand or committed; what is reserved or committed belongs to an order. */
final class StockIsConserved implements Checker {

    @Override
    public String name() {
        return "stock-is-conserved";
    }

    @Override
    public String promise() {
        return "for each product: received = on hand + committed, and reservations add up";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "products");
        Map<String, Long> received = new HashMap<>();
        for (Receipt receipt : evidence.receipts()) {
            received.merge(receipt.sku(), receipt.quantity(), Long::sum);
        }
        Map<String, Long> reserved = new HashMap<>();
        Map<String, Long> committed = new HashMap<>();
        for (Reservation reservation : evidence.reservations()) {
            switch (reservation.state()) {
                case "RESERVED" -> reservation.items().forEach((sku, pieces) -> reserved.merge(sku, pieces, Long::sum));
                case "COMMITTED" ->
                    reservation.items().forEach((sku, pieces) -> committed.merge(sku, pieces, Long::sum));
                default -> {}
            }
        }
        for (Stock stock : evidence.stocks()) {
            examination.examined();
            String sku = stock.sku();
            differ(examination, sku, "received", stock.received(), received.getOrDefault(sku, 0L));
            differ(examination, sku, "received", stock.received(), stock.onHand() + stock.committed());
            differ(examination, sku, "reserved", stock.reserved(), reserved.getOrDefault(sku, 0L));
            differ(examination, sku, "committed", stock.committed(), committed.getOrDefault(sku, 0L));
            if (stock.onHand() < stock.reserved()) {
                examination.violation(
                        null,
                        null,
                        stock.reserved() - stock.onHand(),
                        "of %s %d are on hand and %d reserved".formatted(sku, stock.onHand(), stock.reserved()));
            }
        }
        return examination.finding();
    }

    private static void differ(Examination examination, String sku, String what, long is, long expected) {
        if (is != expected) {
            examination.violation(
                    null,
                    null,
                    is - expected,
                    "of %s %d are %s, and its records sum to %d".formatted(sku, is, what, expected));
        }
    }
}
