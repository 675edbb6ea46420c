package shop.order.saga.participants;

import java.util.UUID;
import shop.messaging.IncomingMessage;
import shop.messaging.UnknownMessageException;

/** What a participant tells: its domain events, which are its replies to the saga. */
public sealed interface ParticipantEvent permits InventoryEvent, PaymentEvent, ShippingEvent {

    UUID orderId();

    /**
     * Reads what stands on one of the participants' event topics.
     *
     * @throws UnknownMessageException if the type is none of those known on this topic
     * @throws shop.messaging.MalformedMessageException if the body is not what its type promises
     */
    static ParticipantEvent read(IncomingMessage message) {
        return switch (message.topic()) {
            case InventoryEvent.TOPIC -> InventoryEvent.read(message);
            case PaymentEvent.TOPIC -> PaymentEvent.read(message);
            case ShippingEvent.TOPIC -> ShippingEvent.read(message);
            default -> throw new UnknownMessageException(message.type());
        };
    }
}
