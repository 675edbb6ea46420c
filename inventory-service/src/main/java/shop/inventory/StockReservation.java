package shop.inventory;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.inventory.InventoryEvent.Reason;

/**
 * What became of an order's reservation.
 *
 * @param orderId the order, which has one reservation
 * @param state where it stands
 * @param items what is reserved, each SKU once, by SKU; empty for a tombstone, as the release that came first did not
 *     say
 * @param reason why it was rejected, or null where it was not
 * @param rejectedSku the item it was rejected for, or null where it was not
 */
public record StockReservation(
        UUID orderId,
        State state,
        List<Item> items,
        @Nullable Reason reason,
        @Nullable String rejectedSku) {

    /** The states of a reservation; {@link InventoryDecision} lists the ways between them. */
    public enum State {
        /** The items are promised to the order. */
        RESERVED,
        /** The items have left the stock. Final. */
        COMMITTED,
        /** Nothing is reserved. Also the tombstone that a release leaves which comes before its reservation. Final. */
        RELEASED,
        /** Nothing was ever reserved. Final. */
        REJECTED
    }

    public StockReservation {
        items = List.copyOf(items);
        if (items.isEmpty() && state != State.RELEASED) {
            throw new IllegalArgumentException("only a tombstone has no items, but %s is %s".formatted(orderId, state));
        }
        if ((reason != null) != (state == State.REJECTED) || (rejectedSku != null) != (state == State.REJECTED)) {
            throw new IllegalArgumentException(
                    "a reason goes with REJECTED, but %s is %s with reason %s".formatted(orderId, state, reason));
        }
    }

    StockReservation in(State next) {
        return new StockReservation(orderId, next, items, reason, rejectedSku);
    }
}
