package shop.order.saga;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import shop.messaging.IncomingMessage;
import shop.messaging.MessageHandler;
import shop.messaging.OutgoingMessage;
import shop.order.saga.participants.InventoryEvent;
import shop.order.saga.participants.ParticipantEvent;
import shop.order.saga.participants.PaymentEvent;
import shop.order.saga.participants.ShippingEvent;

/** Hands what participants tell to the sagas it is about. */
@ApplicationScoped
class ReplyHandler implements MessageHandler {

    private final SagaRunner runner;

    ReplyHandler(SagaRunner runner) {
        this.runner = runner;
    }

    @Override
    public Set<String> topics() {
        return Set.of(InventoryEvent.TOPIC, PaymentEvent.TOPIC, ShippingEvent.TOPIC);
    }

    @Override
    public List<OutgoingMessage> handle(List<IncomingMessage> messages) {
        return runner.run(messages.stream().map(ReplyHandler::heard).toList()).messages();
    }

    private static Stimulus heard(IncomingMessage message) {
        return new Stimulus.Heard(message, ParticipantEvent.read(message), SagaRunner.now());
    }

    /** Nobody waits for an answer to an event: the command is sent again in time, and the event can be replayed. */
    @Override
    public List<OutgoingMessage> onParked(IncomingMessage message, String error) {
        return List.of();
    }
}
