package shop.order.saga.participants;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.UnknownMessageException;

/** What shipping-service tells about an order's parcel. */
public sealed interface ShippingEvent extends ParticipantEvent {

    String TOPIC = "shipping.events";

    record ShipmentArranged(UUID orderId, String trackingNumber) implements ShippingEvent {
        public ShipmentArranged {
            requireNonNull(orderId, "orderId");
            requireNonNull(trackingNumber, "trackingNumber");
        }
    }

    record ShipmentRejected(UUID orderId, String reason) implements ShippingEvent {
        public ShipmentRejected {
            requireNonNull(orderId, "orderId");
            requireNonNull(reason, "reason");
        }
    }

    record ShipmentCancelled(UUID orderId) implements ShippingEvent {
        public ShipmentCancelled {
            requireNonNull(orderId, "orderId");
        }
    }

    /** The command could not be carried out for a technical reason; it is parked there. */
    record ShipmentCommandFailed(UUID orderId, String command, String error) implements ShippingEvent {
        public ShipmentCommandFailed {
            requireNonNull(orderId, "orderId");
            requireNonNull(command, "command");
            requireNonNull(error, "error");
        }
    }

    static ShippingEvent read(IncomingMessage message) {
        Class<? extends ShippingEvent> body = switch (message.type()) {
            case "shop.shipping.ShipmentArranged.v1" -> ShipmentArranged.class;
            case "shop.shipping.ShipmentRejected.v1" -> ShipmentRejected.class;
            case "shop.shipping.ShipmentCancelled.v1" -> ShipmentCancelled.class;
            case "shop.shipping.ShipmentCommandFailed.v1" -> ShipmentCommandFailed.class;
            default -> throw new UnknownMessageException(message.type());
        };
        return JsonBody.read(message.payload(), body);
    }
}
