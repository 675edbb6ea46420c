package shop.inventory;

import java.util.List;
import java.util.UUID;
import shop.inventory.InventoryCommand.CommitStock;
import shop.inventory.InventoryCommand.ReleaseStock;
import shop.inventory.InventoryCommand.ReserveStock;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.Uuid7;

/** The words these tests are written in. */
final class InventoryFixtures {

    static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private InventoryFixtures() {}

    static Item item(long quantity, String sku) {
        return new Item(sku, quantity);
    }

    static ReserveStock reserve(UUID orderId, Item... items) {
        return new ReserveStock(orderId, List.of(items));
    }

    static ReleaseStock release(UUID orderId) {
        return new ReleaseStock(orderId);
    }

    static CommitStock commit(UUID orderId) {
        return new CommitStock(orderId);
    }

    static String typeOf(InventoryCommand command) {
        return switch (command) {
            case ReserveStock _ -> InventoryCommand.RESERVE_STOCK;
            case ReleaseStock _ -> InventoryCommand.RELEASE_STOCK;
            case CommitStock _ -> InventoryCommand.COMMIT_STOCK;
        };
    }

    /** The command as a new message; sent twice, it has two ids. */
    static IncomingMessage message(InventoryCommand command) {
        return message(command.orderId().toString(), typeOf(command), JsonBody.write(command));
    }

    static IncomingMessage message(String key, String type, String payload) {
        return new IncomingMessage(
                Uuid7.next(), "inventory.commands", key, type, null, TRACEPARENT, "reserve-stock", 3, payload);
    }
}
