package shop.shipping;

import java.util.Objects;
import java.util.UUID;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.UnknownMessageException;

/** What the saga may ask of this service: our own copy of the published commands, with the fields we need. */
public sealed interface ShippingCommand {

    String ARRANGE_SHIPMENT = "shop.shipping.ArrangeShipment.v1";
    String CANCEL_SHIPMENT = "shop.shipping.CancelShipment.v1";

    /** The order, and so the shipment, the command is about. */
    UUID orderId();

    /** Have a parcel sent to {@code address}. What goes into it is inventory's to know. */
    record ArrangeShipment(UUID orderId, Address address) implements ShippingCommand {
        public ArrangeShipment {
            Objects.requireNonNull(orderId, "ArrangeShipment names an order");
            Objects.requireNonNull(address, "ArrangeShipment names an address");
        }
    }

    /** Call the parcel off, or see to it that none is sent: the undo of {@link ArrangeShipment}. */
    record CancelShipment(UUID orderId) implements ShippingCommand {
        public CancelShipment {
            Objects.requireNonNull(orderId, "CancelShipment names an order");
        }
    }

    /**
     * Reads a command.
     *
     * @throws UnknownMessageException if the type is none of ours
     * @throws shop.messaging.MalformedMessageException if the body is not what the type promises
     */
    static ShippingCommand read(IncomingMessage message) {
        return switch (message.type()) {
            case ARRANGE_SHIPMENT -> JsonBody.read(message.payload(), ArrangeShipment.class);
            case CANCEL_SHIPMENT -> JsonBody.read(message.payload(), CancelShipment.class);
            default -> throw new UnknownMessageException(message.type());
        };
    }
}
