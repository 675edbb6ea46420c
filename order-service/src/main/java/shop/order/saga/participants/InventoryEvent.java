package shop.order.saga.participants;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.UnknownMessageException;

/** What inventory-service tells about an order's stock. */
public sealed interface InventoryEvent extends ParticipantEvent {

    String TOPIC = "inventory.events";

    record StockReserved(UUID orderId) implements InventoryEvent {
        public StockReserved {
            requireNonNull(orderId, "orderId");
        }
    }

    record StockRejected(
            UUID orderId, String reason, @Nullable String sku) implements InventoryEvent {
        public StockRejected {
            requireNonNull(orderId, "orderId");
            requireNonNull(reason, "reason");
        }
    }

    record StockReleased(UUID orderId) implements InventoryEvent {
        public StockReleased {
            requireNonNull(orderId, "orderId");
        }
    }

    record StockCommitted(UUID orderId) implements InventoryEvent {
        public StockCommitted {
            requireNonNull(orderId, "orderId");
        }
    }

    /** The command could not be carried out for a technical reason; it is parked there. */
    record StockCommandFailed(UUID orderId, String command, String error) implements InventoryEvent {
        public StockCommandFailed {
            requireNonNull(orderId, "orderId");
            requireNonNull(command, "command");
            requireNonNull(error, "error");
        }
    }

    static InventoryEvent read(IncomingMessage message) {
        Class<? extends InventoryEvent> body = switch (message.type()) {
            case "shop.inventory.StockReserved.v1" -> StockReserved.class;
            case "shop.inventory.StockRejected.v1" -> StockRejected.class;
            case "shop.inventory.StockReleased.v1" -> StockReleased.class;
            case "shop.inventory.StockCommitted.v1" -> StockCommitted.class;
            case "shop.inventory.StockCommandFailed.v1" -> StockCommandFailed.class;
            default -> throw new UnknownMessageException(message.type());
        };
        return JsonBody.read(message.payload(), body);
    }
}
