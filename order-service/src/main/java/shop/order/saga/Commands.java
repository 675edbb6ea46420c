package shop.order.saga;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.messaging.JsonBody;
import shop.messaging.OutgoingMessage;
import shop.order.saga.participants.InventoryCommand.CommitStock;
import shop.order.saga.participants.InventoryCommand.ReleaseStock;
import shop.order.saga.participants.InventoryCommand.ReserveStock;
import shop.order.saga.participants.ParticipantCommand;
import shop.order.saga.participants.PaymentCommand.AuthorizePayment;
import shop.order.saga.participants.PaymentCommand.CapturePayment;
import shop.order.saga.participants.PaymentCommand.VoidPayment;
import shop.order.saga.participants.ShippingCommand.ArrangeShipment;
import shop.order.saga.participants.ShippingCommand.CancelShipment;

/** Puts the commands the kernel decided on into the participants' words. */
final class Commands {

    private Commands() {}

    static OutgoingMessage message(OrderFacts order, Send send, @Nullable UUID cause, String traceparent) {
        ParticipantCommand command = command(order, send.step(), send.direction());
        return new OutgoingMessage(
                command.topic(),
                order.orderId().toString(),
                command.type(),
                JsonBody.write(command),
                cause,
                traceparent,
                send.step().wireName(),
                send.attempt());
    }

    static ParticipantCommand command(OrderFacts order, StepName step, Direction direction) {
        return switch (direction) {
            case DO -> doing(order, step);
            case UNDO -> undoing(order, step);
        };
    }

    private static ParticipantCommand doing(OrderFacts order, StepName step) {
        UUID id = order.orderId();
        return switch (step) {
            case RESERVE_STOCK -> new ReserveStock(id, order.items());
            case AUTHORIZE_PAYMENT -> new AuthorizePayment(id, order.customerId(), order.total());
            case ARRANGE_SHIPMENT ->
                new ArrangeShipment(
                        id,
                        Objects.requireNonNull(order.address(), () -> "order " + id + " has no address to ship to"),
                        order.items());
            case CAPTURE_PAYMENT -> new CapturePayment(id);
            case COMMIT_STOCK -> new CommitStock(id);
        };
    }

    private static ParticipantCommand undoing(OrderFacts order, StepName step) {
        UUID id = order.orderId();
        return switch (step) {
            case RESERVE_STOCK -> new ReleaseStock(id);
            case AUTHORIZE_PAYMENT -> new VoidPayment(id);
            case ARRANGE_SHIPMENT -> new CancelShipment(id);
            case CAPTURE_PAYMENT, COMMIT_STOCK ->
                throw new IllegalStateException(step + " of order " + id + " is past the pivot and has no undo");
        };
    }
}
