package shop.order.saga.participants;

import java.util.List;
import java.util.UUID;

/** What shipping-service is asked to do with an order's parcel. */
public sealed interface ShippingCommand extends ParticipantCommand {

    String TOPIC = "shipping.commands";

    /** Arranges the parcel. The only message an address travels in. */
    record ArrangeShipment(UUID orderId, Address address, List<Item> items) implements ShippingCommand {}

    /** Calls the parcel off, or refuses what is yet to come. */
    record CancelShipment(UUID orderId) implements ShippingCommand {}

    /** Where the parcel goes. Says nothing of itself in logs. */
    record Address(String name, String street, String postalCode, String city, String country) {
        @Override
        public String toString() {
            return "Address[withheld]";
        }
    }

    @Override
    default String topic() {
        return TOPIC;
    }

    @Override
    default String type() {
        return switch (this) {
            case ArrangeShipment arrange -> "shop.shipping.ArrangeShipment.v1";
            case CancelShipment cancel -> "shop.shipping.CancelShipment.v1";
        };
    }
}
