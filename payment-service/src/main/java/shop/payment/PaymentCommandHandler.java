package shop.payment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.MessageHandler;
import shop.messaging.OutgoingMessage;
import shop.payment.PaymentCommand.AuthorizePayment;
import shop.payment.PaymentCommand.CapturePayment;
import shop.payment.PaymentCommand.VoidPayment;
import shop.payment.PaymentEvent.PaymentCommandFailed;

/**
 * Carries out a batch of commands: load and lock, decide each in order on what is in memory, write, answer. The number
 * of SQL statements does not depend on the batch's size. {@link PaymentDecision} decides; nothing is decided here.
 *
 * <p>Locks are taken in one order, so that batches do not deadlock: payments by order id, customers' accounts by id,
 * the shop's accounts last.
 */
@ApplicationScoped
class PaymentCommandHandler implements MessageHandler {

    private static final String COMMANDS = "payment.commands";
    private static final String EVENTS = "payment.events";

    private final Payments payments;
    private final PaymentGateway gateway;

    PaymentCommandHandler(Payments payments, PaymentGateway gateway) {
        this.payments = payments;
        this.gateway = gateway;
    }

    @Override
    public Set<String> topics() {
        return Set.of(COMMANDS);
    }

    @Override
    public List<OutgoingMessage> handle(List<IncomingMessage> messages) {
        List<PaymentCommand> commands =
                messages.stream().map(PaymentCommand::read).toList();
        Map<UUID, Payment> loaded = payments.lock(orderIds(commands));
        Map<UUID, Payment> current = new HashMap<>(loaded);
        Map<String, Funds> funds = new HashMap<>(gateway.lockFunds(customers(commands, loaded)));

        List<Movement> movements = new ArrayList<>();
        List<OutgoingMessage> answers = new ArrayList<>(messages.size());
        for (int i = 0; i < commands.size(); i++) {
            PaymentCommand command = commands.get(i);
            PaymentDecision decision = PaymentDecision.decide(current.get(command.orderId()), command, funds);
            current.put(command.orderId(), decision.payment());
            if (decision.movement() != null) {
                movements.add(decision.movement());
                funds.computeIfPresent(
                        decision.movement().customerId(), (_, before) -> before.after(decision.movement()));
            }
            answers.add(answer(messages.get(i), decision.event()));
        }

        payments.save(loaded, current);
        gateway.carryOut(movements);
        return answers;
    }

    @Override
    public List<OutgoingMessage> onParked(IncomingMessage message, String error) {
        return List.of(
                answer(message, new PaymentCommandFailed(UUID.fromString(message.key()), message.type(), error)));
    }

    private static OutgoingMessage answer(IncomingMessage command, PaymentEvent event) {
        return OutgoingMessage.answering(command, EVENTS, event.type(), JsonBody.write(event));
    }

    private static Set<UUID> orderIds(List<PaymentCommand> commands) {
        Set<UUID> ids = new HashSet<>();
        commands.forEach(command -> ids.add(command.orderId()));
        return ids;
    }

    /** Those who are to pay, and those who already do: an undo or a capture moves money of the latter. */
    private static Set<String> customers(List<PaymentCommand> commands, Map<UUID, Payment> loaded) {
        Set<String> customers = new HashSet<>();
        for (PaymentCommand command : commands) {
            switch (command) {
                case AuthorizePayment authorize -> customers.add(authorize.customerId());
                case VoidPayment _, CapturePayment _ -> {}
            }
        }
        for (Payment payment : loaded.values()) {
            if (payment.customerId() != null) {
                customers.add(payment.customerId());
            }
        }
        return customers;
    }
}
