package shop.payment;

import java.util.Objects;
import java.util.UUID;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.UnknownMessageException;

/** What the saga may ask of this service: our own copy of the published commands, with the fields we need. */
public sealed interface PaymentCommand {

    String AUTHORIZE_PAYMENT = "shop.payment.AuthorizePayment.v1";
    String VOID_PAYMENT = "shop.payment.VoidPayment.v1";
    String CAPTURE_PAYMENT = "shop.payment.CapturePayment.v1";

    /** The order, and so the payment, the command is about. */
    UUID orderId();

    /** Hold {@code amount} on the customer's account. */
    record AuthorizePayment(UUID orderId, String customerId, Money amount) implements PaymentCommand {
        public AuthorizePayment {
            Objects.requireNonNull(orderId, "AuthorizePayment names an order");
            Objects.requireNonNull(customerId, "AuthorizePayment names a customer");
            Objects.requireNonNull(amount, "AuthorizePayment names an amount");
        }
    }

    /** Give back what is held, or see to it that nothing will be: the undo of {@link AuthorizePayment}. */
    record VoidPayment(UUID orderId) implements PaymentCommand {
        public VoidPayment {
            Objects.requireNonNull(orderId, "VoidPayment names an order");
        }
    }

    /** Move what is held to the shop's account. Cannot be undone. */
    record CapturePayment(UUID orderId) implements PaymentCommand {
        public CapturePayment {
            Objects.requireNonNull(orderId, "CapturePayment names an order");
        }
    }

    /**
     * Reads a command.
     *
     * @throws UnknownMessageException if the type is none of ours
     * @throws shop.messaging.MalformedMessageException if the body is not what the type promises
     */
    static PaymentCommand read(IncomingMessage message) {
        return switch (message.type()) {
            case AUTHORIZE_PAYMENT -> JsonBody.read(message.payload(), AuthorizePayment.class);
            case VOID_PAYMENT -> JsonBody.read(message.payload(), VoidPayment.class);
            case CAPTURE_PAYMENT -> JsonBody.read(message.payload(), CapturePayment.class);
            default -> throw new UnknownMessageException(message.type());
        };
    }
}
