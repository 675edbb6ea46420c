package shop.local.books;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sums of all four services, each of one moment of its own; null where a service does not answer. They are read in the
 * order of the fields, effects before their causes: so what was captured is never more than what was confirmed, although
 * orders are confirmed and captured meanwhile.
 */
record Sums(
        @Nullable Payments payments,
        @Nullable Inventory inventory,
        @Nullable Orders orders,
        @Nullable Shipping shipping) {

    /** How many there are in a state. */
    record Count(String state, long count) {}

    /** Of payment-service. */
    record Payments(List<Balance> balances, List<AccountDifference> differences, List<PaymentSum> payments) {

        long amount(String state, String currency) {
            return payments.stream()
                    .filter(sum -> sum.state().equals(state) && currency.equals(sum.currency()))
                    .mapToLong(PaymentSum::amount)
                    .sum();
        }

        long count() {
            return payments.stream().mapToLong(PaymentSum::count).sum();
        }
    }

    record Balance(String currency, long customers, long held, long shop, long bank) {}

    record AccountDifference(String accountId, String currency, long balanceDifference, long heldDifference) {}

    record PaymentSum(String state, @Nullable String currency, long count, long amount) {}

    /** Of inventory-service. */
    record Inventory(Stock stock, List<StockDifference> differences, List<Count> reservations) {}

    record Stock(long skus, long received, long onHand, long reserved, long committed) {}

    record StockDifference(String sku, long receivedDifference, long reservedDifference, long committedDifference) {}

    /** Of order-service. */
    record Orders(List<Count> orders, List<Count> sagas, List<Confirmed> confirmed, long needsAttention, long parked) {

        long confirmedAmount(String currency) {
            return confirmed.stream()
                    .filter(sum -> sum.currency().equals(currency))
                    .mapToLong(Confirmed::amount)
                    .sum();
        }
    }

    record Confirmed(String currency, long count, long amount) {}

    /** Of shipping-service. */
    record Shipping(List<Count> shipments) {}

    /** How many are in one of those states. */
    static long count(List<Count> counts, String... states) {
        return counts.stream()
                .filter(count -> List.of(states).contains(count.state()))
                .mapToLong(Count::count)
                .sum();
    }

    static long countAll(List<Count> counts) {
        return counts.stream().mapToLong(Count::count).sum();
    }
}
