package shop.order.saga.participants;

import java.util.List;
import java.util.UUID;

/** What inventory-service is asked to do with an order's stock. */
public sealed interface InventoryCommand extends ParticipantCommand {

    String TOPIC = "inventory.commands";

    /** Sets the items aside for the order, all or none. */
    record ReserveStock(UUID orderId, List<Item> items) implements InventoryCommand {}

    /** Gives back what was set aside, or refuses what is yet to come. */
    record ReleaseStock(UUID orderId) implements InventoryCommand {}

    /** Lets what was set aside leave the stock for good. */
    record CommitStock(UUID orderId) implements InventoryCommand {}

    @Override
    default String topic() {
        return TOPIC;
    }

    @Override
    default String type() {
        return switch (this) {
            case ReserveStock reserve -> "shop.inventory.ReserveStock.v1";
            case ReleaseStock release -> "shop.inventory.ReleaseStock.v1";
            case CommitStock commit -> "shop.inventory.CommitStock.v1";
        };
    }
}
