package shop.shipping;

import java.util.UUID;

/** What this service says happened, which is also its answer to the saga. The body is the record's JSON. */
public sealed interface ShippingEvent {

    /** The order, and so the shipment, the event is about. */
    UUID orderId();

    /** The event's name on the wire. */
    default String type() {
        return switch (this) {
            case ShipmentArranged _ -> "shop.shipping.ShipmentArranged.v1";
            case ShipmentRejected _ -> "shop.shipping.ShipmentRejected.v1";
            case ShipmentCancelled _ -> "shop.shipping.ShipmentCancelled.v1";
            case ShipmentCommandFailed _ -> "shop.shipping.ShipmentCommandFailed.v1";
        };
    }

    /** Why a shipment was rejected. */
    enum Reason {
        COUNTRY_NOT_SERVED,
        /** The shipment was cancelled before it could be arranged, or since. */
        CANCELLED_BEFORE
    }

    /** A parcel will be sent. */
    record ShipmentArranged(UUID orderId, String trackingNumber) implements ShippingEvent {}

    /** No parcel will be sent. */
    record ShipmentRejected(UUID orderId, Reason reason) implements ShippingEvent {}

    /** No parcel will be sent any more. */
    record ShipmentCancelled(UUID orderId) implements ShippingEvent {}

    /** The command was parked for a technical reason; the state is as it was. */
    record ShipmentCommandFailed(UUID orderId, String command, String error) implements ShippingEvent {}
}
