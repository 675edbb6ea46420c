package shop.chaos.sweep;

import shop.chaos.history.Purchase;
import shop.chaos.history.Purchase.Wish;
import shop.order.saga.SagaStep;
import shop.order.saga.StepName;

/** What has to happen to an order so that its saga sends and hears a certain message. */
public sealed interface Scenario {

    /** Nothing stands against the order. */
    record Confirmed() implements Scenario {}

    /** That step is refused, for a reason of the business. */
    record Refused(StepName by) implements Scenario {}

    /** The customer cancels while that step is asked for and not answered. */
    record Cancelled(SagaStep inFlight) implements Scenario {}

    /** Whoever is to take that step does not answer until it is asked again. */
    record Unanswered(SagaStep asked) implements Scenario {}

    /** For people. */
    default String inWords() {
        return switch (this) {
            case Confirmed _ -> "confirmed";
            case Refused(StepName by) -> "refused at " + by.wireName();
            case Cancelled(SagaStep inFlight) ->
                "cancelled while %s is asked for".formatted(inFlight.name().wireName());
            case Unanswered(SagaStep asked) ->
                "%s is asked for again".formatted(asked.name().wireName());
        };
    }

    /** What is ordered. */
    default Purchase purchase(int number) {
        String customer = "customer-" + (1 + number % 100);
        return switch (wish()) {
            case CONFIRM -> new Purchase(Wish.CONFIRM, customer, "SKU-1001", 1, "DE");
            case SOLD_OUT -> new Purchase(Wish.SOLD_OUT, customer, "SKU-SOLD-OUT", 1, "DE");
            case POOR -> new Purchase(Wish.POOR, "customer-poor", "SKU-1001", 1, "DE");
            case NOT_SERVED -> new Purchase(Wish.NOT_SERVED, customer, "SKU-1001", 1, "AQ");
            case SCARCE -> throw new IllegalStateException("how something scarce ends is nothing to wait for");
        };
    }

    /** The status that the order must end with. */
    default String end() {
        return switch (this) {
            case Confirmed _, Unanswered _ -> "CONFIRMED";
            case Refused _ -> "REJECTED";
            case Cancelled _ -> "CANCELLED";
        };
    }

    private Wish wish() {
        return switch (this) {
            case Confirmed _, Cancelled _, Unanswered _ -> Wish.CONFIRM;
            case Refused(StepName by) ->
                switch (by) {
                    case RESERVE_STOCK -> Wish.SOLD_OUT;
                    case AUTHORIZE_PAYMENT -> Wish.POOR;
                    case ARRANGE_SHIPMENT -> Wish.NOT_SERVED;
                    case CAPTURE_PAYMENT, COMMIT_STOCK ->
                        throw new IllegalStateException(by + " is past the pivot and cannot be refused");
                };
        };
    }
}
