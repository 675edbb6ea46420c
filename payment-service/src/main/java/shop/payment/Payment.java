package shop.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.payment.PaymentEvent.Reason;

/**
 * What became of an order's payment.
 *
 * @param orderId the order, which has one payment
 * @param state where it stands
 * @param customerId who pays; null for a tombstone, as the void that came first did not say
 * @param amount what is paid; null for a tombstone
 * @param reason why it was declined, or null where it was not
 */
public record Payment(
        UUID orderId,
        State state,
        @Nullable String customerId,
        @Nullable Money amount,
        @Nullable Reason reason) {

    /** The states of a payment; {@link PaymentDecision} lists the ways between them. */
    public enum State {
        /** The amount is held on the customer's account. */
        AUTHORIZED,
        /** The amount is the shop's. Final. */
        CAPTURED,
        /** Nothing is held. Also the tombstone that a void leaves which comes before its authorization. Final. */
        VOIDED,
        /** Nothing was ever held. Final. */
        DECLINED
    }

    public Payment {
        if ((customerId == null) != (amount == null) || (amount == null && state != State.VOIDED)) {
            throw new IllegalArgumentException(
                    "only a tombstone has no customer and amount, but %s is %s".formatted(orderId, state));
        }
        if ((reason != null) != (state == State.DECLINED)) {
            throw new IllegalArgumentException(
                    "a reason goes with DECLINED, but %s is %s with reason %s".formatted(orderId, state, reason));
        }
    }

    Payment in(State next) {
        return new Payment(orderId, next, customerId, amount, reason);
    }
}
