package shop.order.saga;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.messaging.IncomingMessage;
import shop.order.saga.SagaDefinition.Meaning;
import shop.order.saga.SagaDefinition.Purpose;
import shop.order.saga.participants.InventoryEvent.StockCommandFailed;
import shop.order.saga.participants.InventoryEvent.StockCommitted;
import shop.order.saga.participants.InventoryEvent.StockRejected;
import shop.order.saga.participants.InventoryEvent.StockReleased;
import shop.order.saga.participants.InventoryEvent.StockReserved;
import shop.order.saga.participants.ParticipantEvent;
import shop.order.saga.participants.PaymentEvent.PaymentAuthorized;
import shop.order.saga.participants.PaymentEvent.PaymentCaptured;
import shop.order.saga.participants.PaymentEvent.PaymentCommandFailed;
import shop.order.saga.participants.PaymentEvent.PaymentDeclined;
import shop.order.saga.participants.PaymentEvent.PaymentVoided;
import shop.order.saga.participants.ShippingEvent.ShipmentArranged;
import shop.order.saga.participants.ShippingEvent.ShipmentCancelled;
import shop.order.saga.participants.ShippingEvent.ShipmentCommandFailed;
import shop.order.saga.participants.ShippingEvent.ShipmentRejected;

/** Something that happened to one order's saga, from wherever it came. */
public sealed interface Stimulus {

    UUID orderId();

    /** The message that brought it, if one did. */
    @Nullable
    UUID cause();

    /** What it means to a saga of this definition. */
    SagaInput input(SagaDefinition definition);

    /** Somebody asked, or a time has come. */
    record Asked(UUID orderId, SagaInput input) implements Stimulus {
        @Override
        public @Nullable UUID cause() {
            return null;
        }

        @Override
        public SagaInput input(SagaDefinition definition) {
            return input;
        }
    }

    /** A participant told something. */
    record Heard(IncomingMessage message, ParticipantEvent event, Moment moment) implements Stimulus {
        @Override
        public UUID orderId() {
            return event.orderId();
        }

        @Override
        public UUID cause() {
            return message.id();
        }

        @Override
        public SagaInput input(SagaDefinition definition) {
            return switch (event) {
                case StockReserved reserved -> reply(definition, null, null);
                case StockRejected rejected -> reply(definition, rejected.reason(), rejected.sku());
                case StockReleased released -> reply(definition, null, null);
                case StockCommitted committed -> reply(definition, null, null);
                case PaymentAuthorized authorized -> reply(definition, null, null);
                case PaymentDeclined declined -> reply(definition, declined.reason(), null);
                case PaymentVoided voided -> reply(definition, null, null);
                case PaymentCaptured captured -> reply(definition, null, null);
                case ShipmentArranged arranged -> reply(definition, null, arranged.trackingNumber());
                case ShipmentRejected rejected -> reply(definition, rejected.reason(), null);
                case ShipmentCancelled cancelled -> reply(definition, null, null);
                case StockCommandFailed failed -> failure(definition, failed.command(), failed.error());
                case PaymentCommandFailed failed -> failure(definition, failed.command(), failed.error());
                case ShipmentCommandFailed failed -> failure(definition, failed.command(), failed.error());
            };
        }

        private SagaInput reply(SagaDefinition definition, @Nullable String reason, @Nullable String detail) {
            Meaning meaning = definition.meaningOf(message.type()).orElseThrow(() -> meansNothing(definition));
            return new SagaInput.Replied(moment, meaning.step(), meaning.answer(), reason, detail);
        }

        private SagaInput failure(SagaDefinition definition, String command, String error) {
            Purpose purpose = definition.purposeOf(shortName(command)).orElseThrow(() -> meansNothing(definition));
            return new SagaInput.Failed(moment, purpose.step(), purpose.direction(), error);
        }

        /** {@code VoidPayment} of {@code shop.payment.VoidPayment.v1}; a short name stays as it is. */
        private static String shortName(String command) {
            String[] parts = command.split("\\.", -1);
            return parts.length == 4 ? parts[2] : command;
        }

        private IllegalStateException meansNothing(SagaDefinition definition) {
            return new IllegalStateException("%s of order %s means nothing to %s v%d"
                    .formatted(event, orderId(), definition.name(), definition.version()));
        }
    }
}
