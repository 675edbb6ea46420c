package shop.shipping;

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
import shop.shipping.ShippingCommand.ArrangeShipment;
import shop.shipping.ShippingCommand.CancelShipment;
import shop.shipping.ShippingEvent.ShipmentCommandFailed;

/**
 * Carries out a batch of commands: load and lock, decide each in order on what is in memory, write, answer. The number
 * of SQL statements does not depend on the batch's size. {@link ShippingDecision} decides; nothing is decided here.
 *
 * <p>Locks are taken in one order, so that batches do not deadlock: shipments by order id. Coverage is read as it is,
 * unlocked: a country that is dropped meanwhile is served once more.
 */
@ApplicationScoped
class ShippingCommandHandler implements MessageHandler {

    private static final String COMMANDS = "shipping.commands";
    private static final String EVENTS = "shipping.events";

    private final Shipments shipments;
    private final Coverage coverage;

    ShippingCommandHandler(Shipments shipments, Coverage coverage) {
        this.shipments = shipments;
        this.coverage = coverage;
    }

    @Override
    public Set<String> topics() {
        return Set.of(COMMANDS);
    }

    @Override
    public List<OutgoingMessage> handle(List<IncomingMessage> messages) {
        List<ShippingCommand> commands =
                messages.stream().map(ShippingCommand::read).toList();
        Map<UUID, Shipment> loaded = shipments.lock(orderIds(commands));
        Map<UUID, Shipment> current = new HashMap<>(loaded);
        Set<String> served = coverage.servedOf(countries(commands));

        List<OutgoingMessage> answers = new ArrayList<>(messages.size());
        for (int i = 0; i < commands.size(); i++) {
            ShippingCommand command = commands.get(i);
            ShippingDecision decision = ShippingDecision.decide(current.get(command.orderId()), command, served);
            current.put(command.orderId(), decision.shipment());
            answers.add(answer(messages.get(i), decision.event()));
        }

        shipments.save(loaded, current);
        return answers;
    }

    @Override
    public List<OutgoingMessage> onParked(IncomingMessage message, String error) {
        return List.of(
                answer(message, new ShipmentCommandFailed(UUID.fromString(message.key()), message.type(), error)));
    }

    private static OutgoingMessage answer(IncomingMessage command, ShippingEvent event) {
        return OutgoingMessage.answering(command, EVENTS, event.type(), JsonBody.write(event));
    }

    private static Set<UUID> orderIds(List<ShippingCommand> commands) {
        Set<UUID> ids = new HashSet<>();
        commands.forEach(command -> ids.add(command.orderId()));
        return ids;
    }

    private static Set<String> countries(List<ShippingCommand> commands) {
        Set<String> countries = new HashSet<>();
        for (ShippingCommand command : commands) {
            switch (command) {
                case ArrangeShipment arrange -> countries.add(arrange.address().country());
                case CancelShipment _ -> {}
            }
        }
        return countries;
    }
}
