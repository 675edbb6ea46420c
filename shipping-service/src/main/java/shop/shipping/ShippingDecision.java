package shop.shipping;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.shipping.Shipment.State;
import shop.shipping.ShippingCommand.ArrangeShipment;
import shop.shipping.ShippingCommand.CancelShipment;
import shop.shipping.ShippingEvent.Reason;
import shop.shipping.ShippingEvent.ShipmentArranged;
import shop.shipping.ShippingEvent.ShipmentCancelled;
import shop.shipping.ShippingEvent.ShipmentRejected;

/**
 * What a command does to a shipment. Each cell: the new state, the answer.
 *
 * <pre>
 * state      | ArrangeShipment                 | CancelShipment
 * none       | ARRANGED   ShipmentArranged     | CANCELLED  ShipmentCancelled
 *            | REJECTED   ShipmentRejected     |
 * ARRANGED   | =          ShipmentArranged     | CANCELLED  ShipmentCancelled
 * CANCELLED  | =          CANCELLED_BEFORE     | =          ShipmentCancelled
 * REJECTED   | =          ShipmentRejected     | =          ShipmentCancelled
 * </pre>
 *
 * A command carried out already is answered again with its recorded outcome, the same tracking number included.
 * CANCELLED without a tracking number is the tombstone of an undo that came first. No cell is illegal: only the saga
 * sends {@link CancelShipment}, and never past its pivot, so that it always succeeds here.
 *
 * @param shipment the shipment as it is now
 * @param event the answer
 */
public record ShippingDecision(Shipment shipment, ShippingEvent event) {

    /**
     * Decides; no I/O, no clock, no effect.
     *
     * @param current the order's shipment, or null where there is none yet
     * @param served of the countries that parcels are sent to, at least the one an {@link ArrangeShipment} names, if it
     *     is among them
     */
    public static ShippingDecision decide(@Nullable Shipment current, ShippingCommand command, Set<String> served) {
        return switch (command) {
            case ArrangeShipment arrange -> current == null ? arrange(arrange, served) : arrangeAgain(current);
            case CancelShipment undo -> current == null ? tombstone(undo) : undo(current);
        };
    }

    private static ShippingDecision arrange(ArrangeShipment command, Set<String> served) {
        UUID orderId = command.orderId();
        if (!served.contains(command.address().country())) {
            Reason refusal = Reason.COUNTRY_NOT_SERVED;
            Shipment rejected = new Shipment(orderId, State.REJECTED, null, null, refusal);
            return new ShippingDecision(rejected, new ShipmentRejected(orderId, refusal));
        }
        String trackingNumber = TrackingNumber.of(orderId);
        Shipment arranged = new Shipment(orderId, State.ARRANGED, trackingNumber, command.address(), null);
        return new ShippingDecision(arranged, new ShipmentArranged(orderId, trackingNumber));
    }

    private static ShippingDecision arrangeAgain(Shipment current) {
        UUID orderId = current.orderId();
        return unchanged(
                current,
                switch (current.state()) {
                    case ARRANGED -> new ShipmentArranged(orderId, Objects.requireNonNull(current.trackingNumber()));
                    case CANCELLED -> new ShipmentRejected(orderId, Reason.CANCELLED_BEFORE);
                    case REJECTED -> new ShipmentRejected(orderId, Objects.requireNonNull(current.reason()));
                });
    }

    private static ShippingDecision tombstone(CancelShipment command) {
        return new ShippingDecision(
                new Shipment(command.orderId(), State.CANCELLED, null, null, null),
                new ShipmentCancelled(command.orderId()));
    }

    private static ShippingDecision undo(Shipment current) {
        ShipmentCancelled cancelled = new ShipmentCancelled(current.orderId());
        return switch (current.state()) {
            case ARRANGED -> new ShippingDecision(current.cancelled(), cancelled);
            case CANCELLED, REJECTED -> unchanged(current, cancelled);
        };
    }

    private static ShippingDecision unchanged(Shipment current, ShippingEvent answer) {
        return new ShippingDecision(current, answer);
    }
}
