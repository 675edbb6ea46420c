package shop.order.saga.participants;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.UnknownMessageException;

/** What payment-service tells about an order's payment. */
public sealed interface PaymentEvent extends ParticipantEvent {

    String TOPIC = "payment.events";

    record PaymentAuthorized(UUID orderId) implements PaymentEvent {
        public PaymentAuthorized {
            requireNonNull(orderId, "orderId");
        }
    }

    record PaymentDeclined(UUID orderId, String reason) implements PaymentEvent {
        public PaymentDeclined {
            requireNonNull(orderId, "orderId");
            requireNonNull(reason, "reason");
        }
    }

    record PaymentVoided(UUID orderId) implements PaymentEvent {
        public PaymentVoided {
            requireNonNull(orderId, "orderId");
        }
    }

    record PaymentCaptured(UUID orderId) implements PaymentEvent {
        public PaymentCaptured {
            requireNonNull(orderId, "orderId");
        }
    }

    /** The command could not be carried out for a technical reason; it is parked there. */
    record PaymentCommandFailed(UUID orderId, String command, String error) implements PaymentEvent {
        public PaymentCommandFailed {
            requireNonNull(orderId, "orderId");
            requireNonNull(command, "command");
            requireNonNull(error, "error");
        }
    }

    static PaymentEvent read(IncomingMessage message) {
        Class<? extends PaymentEvent> body = switch (message.type()) {
            case "shop.payment.PaymentAuthorized.v1" -> PaymentAuthorized.class;
            case "shop.payment.PaymentDeclined.v1" -> PaymentDeclined.class;
            case "shop.payment.PaymentVoided.v1" -> PaymentVoided.class;
            case "shop.payment.PaymentCaptured.v1" -> PaymentCaptured.class;
            case "shop.payment.PaymentCommandFailed.v1" -> PaymentCommandFailed.class;
            default -> throw new UnknownMessageException(message.type());
        };
        return JsonBody.read(message.payload(), body);
    }
}
