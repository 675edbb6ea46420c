package shop.order.saga.participants;

import java.util.UUID;
import shop.order.CustomerId;
import shop.order.Money;

/** What payment-service is asked to do with an order's payment. */
public sealed interface PaymentCommand extends ParticipantCommand {

    String TOPIC = "payment.commands";

    /** Holds the amount on the customer's account. */
    record AuthorizePayment(UUID orderId, CustomerId customerId, Money amount) implements PaymentCommand {}

    /** Lets go of what is held, or refuses what is yet to come. */
    record VoidPayment(UUID orderId) implements PaymentCommand {}

    /** Takes what is held. */
    record CapturePayment(UUID orderId) implements PaymentCommand {}

    @Override
    default String topic() {
        return TOPIC;
    }

    @Override
    default String type() {
        return switch (this) {
            case AuthorizePayment authorize -> "shop.payment.AuthorizePayment.v1";
            case VoidPayment voidPayment -> "shop.payment.VoidPayment.v1";
            case CapturePayment capture -> "shop.payment.CapturePayment.v1";
        };
    }
}
