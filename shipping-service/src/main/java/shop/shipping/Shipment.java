package shop.shipping;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.shipping.ShippingEvent.Reason;

/**
 * What became of an order's shipment.
 *
 * @param orderId the order, which has one shipment
 * @param state where it stands
 * @param trackingNumber what the parcel is called; null where none was ever arranged
 * @param address where the parcel goes; forgotten as soon as none is to be sent
 * @param reason why it was rejected, or null where it was not
 */
public record Shipment(
        UUID orderId,
        State state,
        @Nullable String trackingNumber,
        @Nullable Address address,
        @Nullable Reason reason) {

    /** The states of a shipment; {@link ShippingDecision} lists the ways between them. */
    public enum State {
        /** A parcel will be sent. */
        ARRANGED,
        /** No parcel is sent. Also the tombstone that a cancel leaves which comes before its arrangement. Final. */
        CANCELLED,
        /** No parcel was ever arranged. Final. */
        REJECTED
    }

    public Shipment {
        if ((address != null) != (state == State.ARRANGED)) {
            throw new IllegalArgumentException("an address goes with ARRANGED, but %s is %s".formatted(orderId, state));
        }
        if (trackingNumber == null ? state == State.ARRANGED : state == State.REJECTED) {
            throw new IllegalArgumentException("a tracking number goes with what was arranged, but %s is %s with %s"
                    .formatted(orderId, state, trackingNumber));
        }
        if ((reason != null) != (state == State.REJECTED)) {
            throw new IllegalArgumentException(
                    "a reason goes with REJECTED, but %s is %s with reason %s".formatted(orderId, state, reason));
        }
    }

    /** The tracking number stays, so that a parcel already labelled is known; the address does not. */
    Shipment cancelled() {
        return new Shipment(orderId, State.CANCELLED, trackingNumber, null, null);
    }
}
