package shop.payment;

import java.util.UUID;

/**
 * What the bank is told to do with a customer's money for an order.
 *
 * @param orderId the order it is for; an order has each kind at most once
 */
public record Movement(Kind kind, UUID orderId, String customerId, Money amount) {

    /** The three things that happen to money. */
    public enum Kind {
        /** Promise the amount to the order. */
        HOLD,
        /** Take the promise back. */
        RELEASE,
        /** Keep the promise: the amount goes to the shop. */
        CAPTURE
    }

    /** By how much it changes what the customer has, in minor units. */
    public long balanceChange() {
        return switch (kind) {
            case HOLD, RELEASE -> 0;
            case CAPTURE -> -amount.amount();
        };
    }

    /** By how much it changes what is held of it, in minor units. */
    public long heldChange() {
        return switch (kind) {
            case HOLD -> amount.amount();
            case RELEASE, CAPTURE -> -amount.amount();
        };
    }
}
