package shop.inventory;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.UnknownMessageException;

/** What the saga may ask of this service: our own copy of the published commands, with the fields we need. */
public sealed interface InventoryCommand {

    String RESERVE_STOCK = "shop.inventory.ReserveStock.v1";
    String RELEASE_STOCK = "shop.inventory.ReleaseStock.v1";
    String COMMIT_STOCK = "shop.inventory.CommitStock.v1";

    /** The order, and so the reservation, the command is about. */
    UUID orderId();

    /** Reserve all {@code items}, or none. */
    record ReserveStock(UUID orderId, List<Item> items) implements InventoryCommand {

        private static final int MAX_ITEMS = 1_000;

        public ReserveStock {
            Objects.requireNonNull(orderId, "ReserveStock names an order");
            items = List.copyOf(Objects.requireNonNull(items, "ReserveStock names items"));
            if (items.isEmpty() || items.size() > MAX_ITEMS) {
                throw new IllegalArgumentException(
                        "ReserveStock names 1 to %d items, but has %d".formatted(MAX_ITEMS, items.size()));
            }
        }
    }

    /** Give back what is reserved, or see to it that nothing will be: the undo of {@link ReserveStock}. */
    record ReleaseStock(UUID orderId) implements InventoryCommand {
        public ReleaseStock {
            Objects.requireNonNull(orderId, "ReleaseStock names an order");
        }
    }

    /** What is reserved leaves the stock for good. Cannot be undone. */
    record CommitStock(UUID orderId) implements InventoryCommand {
        public CommitStock {
            Objects.requireNonNull(orderId, "CommitStock names an order");
        }
    }

    /**
     * Reads a command.
     *
     * @throws UnknownMessageException if the type is none of ours
     * @throws shop.messaging.MalformedMessageException if the body is not what the type promises
     */
    static InventoryCommand read(IncomingMessage message) {
        return switch (message.type()) {
            case RESERVE_STOCK -> JsonBody.read(message.payload(), ReserveStock.class);
            case RELEASE_STOCK -> JsonBody.read(message.payload(), ReleaseStock.class);
            case COMMIT_STOCK -> JsonBody.read(message.payload(), CommitStock.class);
            default -> throw new UnknownMessageException(message.type());
        };
    }
}
