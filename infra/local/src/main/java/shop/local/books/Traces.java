package shop.local.books;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the four services have of one order, each as its audit shows it; null where it has nothing.
 *
 * @param orderId the order
 */
record Traces(
        UUID orderId,
        @Nullable Order order,
        @Nullable Payment payment,
        @Nullable Reservation reservation,
        @Nullable Shipment shipment) {

    /** An amount in minor units. */
    record Money(long amount, String currency) {

        @Override
        public String toString() {
            int digits = Math.max(0, java.util.Currency.getInstance(currency).getDefaultFractionDigits());
            return java.math.BigDecimal.valueOf(amount, digits).toPlainString() + " " + currency;
        }
    }

    /** Pieces of a product. */
    record Item(String sku, long quantity) {}

    /** Of order-service. */
    record Order(
            UUID orderId,
            String customerId,
            String status,
            @Nullable String trackingNumber,
            Money total,
            List<Item> items,
            @Nullable String state,
            @Nullable Instant endedAt) {

        boolean endedBy(Instant moment) {
            return endedAt != null && !endedAt.isAfter(moment);
        }
    }

    /** Of payment-service. */
    record Payment(
            UUID orderId,
            String state,
            @Nullable String customerId,
            @Nullable Money amount,
            long paid,
            long received) {}

    /** Of inventory-service. */
    record Reservation(UUID orderId, String state, List<Item> items) {}

    /** Of shipping-service. */
    record Shipment(UUID orderId, String state, @Nullable String trackingNumber) {}

    /** The names of what the participants have of it. */
    List<String> effects() {
        return Stream.of(
                        payment == null ? null : "a payment (" + payment.state() + ")",
                        reservation == null ? null : "a reservation (" + reservation.state() + ")",
                        shipment == null ? null : "a shipment (" + shipment.state() + ")")
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
