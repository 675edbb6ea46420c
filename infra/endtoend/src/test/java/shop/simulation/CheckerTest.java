package shop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shop.inventory.InventoryCommand;
import shop.inventory.InventoryDecision;
import shop.payment.PaymentCommand;
import shop.payment.PaymentDecision;
import shop.payment.PaymentEvent;
import shop.shipping.Shipment;
import shop.shipping.ShippingCommand;
import shop.shipping.ShippingDecision;
import shop.shipping.ShippingEvent;

/** Checkers that cannot fail prove nothing: each of these participants is wrong in one way, and must be caught. */
class CheckerTest {

    private static final int SCHEDULES = 3_000;

    @Test
    void aBankThatForgetsItsTombstones_isCaught() {
        caught(
                Participants.PRODUCTION.with((Participants.PaymentDecider) (current, command, funds) -> current != null
                                && current.amount() == null
                                && command instanceof PaymentCommand.AuthorizePayment
                        ? PaymentDecision.decide(null, command, funds)
                        : PaymentDecision.decide(current, command, funds)),
                "An order that is OrderStatusChange");
    }

    @Test
    void aBankThatHoldsAgainWhenAskedAgain_isCaught() {
        caught(
                Participants.PRODUCTION.with((Participants.PaymentDecider)
                        (current, command, funds) -> command instanceof PaymentCommand.AuthorizePayment
                                ? PaymentDecision.decide(null, command, funds)
                                : PaymentDecision.decide(current, command, funds)),
                "An effect happened twice");
    }

    @Test
    void aBankThatSaysVoidedAndKeepsTheHold_isCaught() {
        caught(
                Participants.PRODUCTION.with((Participants.PaymentDecider)
                        (current, command, funds) -> current != null && command instanceof PaymentCommand.VoidPayment
                                ? new PaymentDecision(current, new PaymentEvent.PaymentVoided(command.orderId()), null)
                                : PaymentDecision.decide(current, command, funds)),
                "An order that is OrderStatusChange");
    }

    @Test
    void aWarehouseThatForgetsToMoveItsStock_isCaught() {
        caught(
                Participants.PRODUCTION.with((Participants.InventoryDecider) (current, command, stock) -> {
                    InventoryDecision decision = InventoryDecision.decide(current, command, stock);
                    return command instanceof InventoryCommand.ReleaseStock
                            ? new InventoryDecision(decision.reservation(), decision.event(), List.of())
                            : decision;
                }),
                "Stock: of");
    }

    @Test
    void aCarrierThatSendsTheParcelAllTheSame_isCaught() {
        caught(
                Participants.PRODUCTION.with(
                        (Participants.ShippingDecider) (current, command, served) -> current != null
                                        && current.state() == Shipment.State.ARRANGED
                                        && command instanceof ShippingCommand.CancelShipment
                                ? new ShippingDecision(current, new ShippingEvent.ShipmentCancelled(command.orderId()))
                                : ShippingDecision.decide(current, command, served)),
                "An order that is OrderStatusChange");
    }

    @Test
    void aCarrierThatNeverCallsOff_isCaught() {
        caught(
                Participants.PRODUCTION.with((Participants.ShippingDecider) (current, command, served) -> command
                                instanceof ShippingCommand.CancelShipment
                        ? new ShippingDecision(
                                Objects.requireNonNullElseGet(current, () -> aTombstone(command)),
                                new ShippingEvent.ShipmentCommandFailed(command.orderId(), "CancelShipment", "never"))
                        : ShippingDecision.decide(current, command, served)),
                "This should have ended long ago");
    }

    private static Shipment aTombstone(ShippingCommand command) {
        return ShippingDecision.decide(null, command, Set.of()).shipment();
    }

    private static void caught(Participants wrong, String by) {
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            try {
                Simulation.run(seed, wrong);
            } catch (Violation violation) {
                if (!violation.getMessage().startsWith(by)) {
                    continue;
                }
                assertThat(Simulation.tell(seed, wrong).getLast()).isEqualTo("VIOLATION " + violation.getMessage());
                return;
            }
        }
        throw new AssertionError(SCHEDULES + " schedules were not caught by: " + by);
    }
}
