package shop.local.books;

import java.util.Arrays;
import java.util.List;

/** What is checked, and for which promise. */
enum Check {
    ACCOUNTED_FOR(
            1,
            "every order is accounted for",
            "in order-service, at one moment: every order has its saga, and every saga that ended has its outcome"),
    OUTCOME(
            1,
            "every outcome is everyone's",
            "orders final for 10 seconds: CONFIRMED is captured, committed and arranged; the outcome fits the saga"),
    AMOUNTS(
            2,
            "every effect is what was ordered, once",
            "what was charged, reserved and sent for each order is its total, its items and its one parcel"),
    CAUSED(
            2,
            "no effect is without its cause",
            "captured and committed is at most what is confirmed, confirmed at most what is arranged; effects are of orders"),
    MONEY(
            3,
            "every account balances",
            "in payment-service, at one moment: accounts equal their entries and holds, and sum to zero"),
    STOCK(
            3,
            "every product's stock balances",
            "in inventory-service, at one moment: received is on hand or committed, reserved is what reservations say"),
    NOTHING_LEFT(
            3,
            "nothing is kept for an order that was not carried out",
            "orders final for 10 seconds: REJECTED and CANCELLED hold no money, no stock, no parcel");

    static final List<String> TITLES = List.of(
            "An accepted order is never lost and reaches one final outcome",
            "Every effect happens once",
            "Money and stock are conserved, at any moment");

    private final int promise;
    private final String text;
    private final String explanation;

    Check(int promise, String text, String explanation) {
        this.promise = promise;
        this.text = text;
        this.explanation = explanation;
    }

    static List<Check> of(int promise) {
        return Arrays.stream(values()).filter(check -> check.promise == promise).toList();
    }

    String text() {
        return text;
    }

    String explanation() {
        return explanation;
    }
}
