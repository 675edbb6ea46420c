package shop.inventory;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import shop.inventory.InventoryCommand.CommitStock;
import shop.inventory.InventoryCommand.ReleaseStock;
import shop.inventory.InventoryCommand.ReserveStock;
import shop.testkit.Polled;

/** The words these tests are written in. */
final class InventoryFixtures {

    static final String SERVICE = "inventory-service";

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

    static ConsumerRecords<String, String> batch(InventoryCommand... commands) {
        Polled polled = Polled.from("inventory.commands");
        for (InventoryCommand command : commands) {
            add(polled, command);
        }
        return polled.batch();
    }

    static void add(Polled polled, InventoryCommand command) {
        polled.message(command.orderId(), typeOf(command), command);
    }
}
