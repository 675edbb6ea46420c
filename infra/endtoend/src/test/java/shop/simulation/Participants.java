package shop.simulation;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.inventory.InventoryCommand;
import shop.inventory.InventoryDecision;
import shop.inventory.Stock;
import shop.inventory.StockReservation;
import shop.payment.Funds;
import shop.payment.Payment;
import shop.payment.PaymentCommand;
import shop.payment.PaymentDecision;
import shop.shipping.Shipment;
import shop.shipping.ShippingCommand;
import shop.shipping.ShippingDecision;

/** How the participants decide: as in production or, to test the checker, wrongly. */
record Participants(InventoryDecider inventory, PaymentDecider payment, ShippingDecider shipping) {

    interface InventoryDecider {
        InventoryDecision decide(
                @Nullable StockReservation current, InventoryCommand command, Map<String, Stock> stock);
    }

    interface PaymentDecider {
        PaymentDecision decide(@Nullable Payment current, PaymentCommand command, Map<String, Funds> funds);
    }

    interface ShippingDecider {
        ShippingDecision decide(@Nullable Shipment current, ShippingCommand command, Set<String> served);
    }

    static final Participants PRODUCTION =
            new Participants(InventoryDecision::decide, PaymentDecision::decide, ShippingDecision::decide);

    Participants with(InventoryDecider wrong) {
        return new Participants(wrong, payment, shipping);
    }

    Participants with(PaymentDecider wrong) {
        return new Participants(inventory, wrong, shipping);
    }

    Participants with(ShippingDecider wrong) {
        return new Participants(inventory, payment, wrong);
    }
}
