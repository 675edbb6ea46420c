package shop.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service says happened, which is also its answer to the saga. The body is the record's JSON. */
public sealed interface InventoryEvent {

    /** The order, and so the reservation, the event is about. */
    UUID orderId();

    /** The event's name on the wire. */
    default String type() {
        return switch (this) {
            case StockReserved _ -> "shop.inventory.StockReserved.v1";
            case StockRejected _ -> "shop.inventory.StockRejected.v1";
            case StockReleased _ -> "shop.inventory.StockReleased.v1";
            case StockCommitted _ -> "shop.inventory.StockCommitted.v1";
            case StockCommandFailed _ -> "shop.inventory.StockCommandFailed.v1";
        };
    }

    /** Why a reservation was rejected. */
    enum Reason {
        OUT_OF_STOCK,
        UNKNOWN_SKU,
        /** The reservation was released before it could be made, or since. */
        RELEASED_BEFORE
    }

    /** Every item is reserved. */
    record StockReserved(UUID orderId) implements InventoryEvent {}

    /** Nothing is reserved, and nothing will be; {@code sku} is the item it failed for, if it was one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StockRejected(
            UUID orderId, Reason reason, @Nullable String sku) implements InventoryEvent {}

    /** Nothing is reserved any more, and nothing will be. */
    record StockReleased(UUID orderId) implements InventoryEvent {}

    /** What was reserved has left the stock. */
    record StockCommitted(UUID orderId) implements InventoryEvent {}

    /** The command was parked for a technical reason; the state is as it was. */
    record StockCommandFailed(UUID orderId, String command, String error) implements InventoryEvent {}
}
