package shop.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.inventory.InventoryCommand;
import shop.inventory.InventoryDecision;
import shop.inventory.InventoryEvent.StockCommandFailed;
import shop.inventory.Stock;
import shop.inventory.StockReservation;
import shop.order.saga.Participant;
import shop.payment.Funds;
import shop.payment.Payment;
import shop.payment.PaymentCommand;
import shop.payment.PaymentDecision;
import shop.payment.PaymentEvent.PaymentCommandFailed;
import shop.shipping.Shipment;
import shop.shipping.ShippingCommand;
import shop.shipping.ShippingDecision;
import shop.shipping.ShippingEvent.ShipmentCommandFailed;

/** The three participants' databases, and the production decisions that change them: one commit a message. */
final class Services {

    private final Participants participants;
    final Map<String, Stock> stock = new LinkedHashMap<>();
    final Map<String, Funds> funds = new LinkedHashMap<>();
    final Set<String> served = Set.of("DE", "FR");
    final Map<UUID, StockReservation> reservations = new LinkedHashMap<>();
    final Map<UUID, Payment> payments = new LinkedHashMap<>();
    final Map<UUID, Shipment> shipments = new LinkedHashMap<>();
    final Effects effects = new Effects();

    Services(Participants participants) {
        this.participants = participants;
    }

    static Participant readerOf(Object command) {
        return switch (command) {
            case InventoryCommand _ -> Participant.INVENTORY;
            case PaymentCommand _ -> Participant.PAYMENT;
            case ShippingCommand _ -> Participant.SHIPPING;
            default -> throw new IllegalArgumentException("Nobody reads " + command);
        };
    }

    /** Carries a command out and returns the answering event. */
    Object carryOut(Object command) {
        return switch (command) {
            case InventoryCommand inventory -> carryOut(inventory);
            case PaymentCommand payment -> carryOut(payment);
            case ShippingCommand shipping -> carryOut(shipping);
            default -> throw new IllegalArgumentException("Nobody reads " + command);
        };
    }

    /** Parks a command and returns the event that reports it. */
    static Object park(UUID orderId, Object command) {
        String name = command.getClass().getSimpleName();
        String error = "disk full";
        return switch (readerOf(command)) {
            case INVENTORY -> new StockCommandFailed(orderId, name, error);
            case PAYMENT -> new PaymentCommandFailed(orderId, name, error);
            case SHIPPING -> new ShipmentCommandFailed(orderId, name, error);
        };
    }

    private Object carryOut(InventoryCommand command) {
        UUID orderId = command.orderId();
        InventoryDecision decision = participants.inventory().decide(reservations.get(orderId), command, stock);
        for (shop.inventory.Movement movement : decision.movements()) {
            stock.compute(
                    movement.sku(),
                    (_, current) -> known(current, movement.sku()).after(movement));
            effects.happened(orderId, movement.kind() + " " + movement.sku());
        }
        reservations.put(orderId, decision.reservation());
        return decision.event();
    }

    private Object carryOut(PaymentCommand command) {
        UUID orderId = command.orderId();
        PaymentDecision decision = participants.payment().decide(payments.get(orderId), command, funds);
        shop.payment.Movement movement = decision.movement();
        if (movement != null) {
            funds.compute(
                    movement.customerId(),
                    (_, current) -> known(current, movement.customerId()).after(movement));
            effects.happened(orderId, movement.kind().name());
        }
        payments.put(orderId, decision.payment());
        return decision.event();
    }

    private Object carryOut(ShippingCommand command) {
        UUID orderId = command.orderId();
        Shipment before = shipments.get(orderId);
        ShippingDecision decision = participants.shipping().decide(before, command, served);
        Shipment after = decision.shipment();
        boolean wasArranged = before != null && before.state() == Shipment.State.ARRANGED;
        boolean isArranged = after.state() == Shipment.State.ARRANGED;
        if (isArranged != wasArranged) {
            effects.happened(orderId, isArranged ? "ARRANGE" : "CALL OFF");
        }
        shipments.put(orderId, after);
        return decision.event();
    }

    private static <T> T known(@Nullable T found, String name) {
        if (found == null) {
            throw new Violation("Something moved that does not exist: " + name);
        }
        return found;
    }
}
