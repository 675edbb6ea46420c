package shop.local.control;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is to become of a burst's orders. The products and customers are those that every environment begins with. */
enum Kind {
    CONFIRM,
    /** Rejected: there is none of it. */
    SOLD_OUT,
    /** Rejected: the customer has no money. */
    POOR,
    /** Rejected: no parcel goes there. */
    NOT_SERVED,
    /** Mostly {@link #CONFIRM}; of twenty orders, one of each refusal. */
    MIXED;

    private static final int CUSTOMERS = 100;
    private static final int PRODUCTS = 12;
    private static final int MOST_PIECES = 3;

    /** The burst's order of that number. */
    Purchase purchase(int number) {
        String customer = "customer-" + (1 + number % CUSTOMERS);
        String sku = "SKU-" + (1001 + number % PRODUCTS);
        return switch (this) {
            case CONFIRM -> new Purchase(customer, sku, 1 + number % MOST_PIECES, "DE");
            case SOLD_OUT -> new Purchase(customer, "SKU-SOLD-OUT", 1, "DE");
            case POOR -> new Purchase("customer-poor", sku, 1, "DE");
            case NOT_SERVED -> new Purchase(customer, sku, 1, "AQ");
            case MIXED -> ofTwenty(number % 20).purchase(number);
        };
    }

    private static Kind ofTwenty(int position) {
        return switch (position) {
            case 4 -> SOLD_OUT;
            case 9 -> POOR;
            case 14 -> NOT_SERVED;
            default -> CONFIRM;
        };
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static Kind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind is called %s; kinds: %s"
                        .formatted(text, Arrays.stream(values()).map(Kind::text).collect(Collectors.joining(", ")))));
    }
}
