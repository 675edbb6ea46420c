package shop.simulation;

import java.util.List;
import java.util.UUID;
import shop.inventory.InventoryCommand;
import shop.inventory.Item;
import shop.order.saga.Direction;
import shop.order.saga.Send;
import shop.payment.Money;
import shop.payment.PaymentCommand;
import shop.shipping.Address;
import shop.shipping.ShippingCommand;

/** What a customer ordered, and the commands it turns into. */
record PlacedOrder(UUID id, String customerId, List<Item> items, Money total, Address address) {

    Object command(Send send) {
        boolean undo = send.direction() == Direction.UNDO;
        return switch (send.step()) {
            case RESERVE_STOCK ->
                undo ? new InventoryCommand.ReleaseStock(id) : new InventoryCommand.ReserveStock(id, items);
            case AUTHORIZE_PAYMENT ->
                undo ? new PaymentCommand.VoidPayment(id) : new PaymentCommand.AuthorizePayment(id, customerId, total);
            case ARRANGE_SHIPMENT ->
                undo ? new ShippingCommand.CancelShipment(id) : new ShippingCommand.ArrangeShipment(id, address);
            case CAPTURE_PAYMENT -> new PaymentCommand.CapturePayment(id);
            case COMMIT_STOCK -> new InventoryCommand.CommitStock(id);
        };
    }
}
