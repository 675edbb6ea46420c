package shop.inventory;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import shop.inventory.InventoryCommand.CommitStock;
import shop.inventory.InventoryCommand.ReleaseStock;
import shop.inventory.InventoryCommand.ReserveStock;
import shop.inventory.InventoryEvent.StockCommandFailed;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.MessageHandler;
import shop.messaging.OutgoingMessage;

/**
 * Carries out a batch of commands: load and lock, decide each in order on what is in memory, write, answer. The number
 * of SQL statements does not depend on the batch's size. {@link InventoryDecision} decides; nothing is decided here.
 *
 * <p>Locks are taken in one order, so that batches do not deadlock: reservations by order id, then stock by SKU.
 */
@ApplicationScoped
class InventoryCommandHandler implements MessageHandler {

    private static final String COMMANDS = "inventory.commands";
    private static final String EVENTS = "inventory.events";

    private final StockReservations reservations;
    private final Stocks stocks;

    InventoryCommandHandler(StockReservations reservations, Stocks stocks) {
        this.reservations = reservations;
        this.stocks = stocks;
    }

    @Override
    public Set<String> topics() {
        return Set.of(COMMANDS);
    }

    @Override
    public List<OutgoingMessage> handle(List<IncomingMessage> messages) {
        List<InventoryCommand> commands =
                messages.stream().map(InventoryCommand::read).toList();
        Map<UUID, StockReservation> loaded = reservations.lock(orderIds(commands));
        Map<UUID, StockReservation> current = new HashMap<>(loaded);
        Map<String, Stock> stock = new HashMap<>(stocks.lock(skus(commands, loaded)));

        List<Movement> movements = new ArrayList<>();
        List<OutgoingMessage> answers = new ArrayList<>(messages.size());
        for (int i = 0; i < commands.size(); i++) {
            InventoryCommand command = commands.get(i);
            InventoryDecision decision = InventoryDecision.decide(current.get(command.orderId()), command, stock);
            current.put(command.orderId(), decision.reservation());
            for (Movement movement : decision.movements()) {
                movements.add(movement);
                stock.computeIfPresent(movement.sku(), (_, before) -> before.after(movement));
            }
            answers.add(answer(messages.get(i), decision.event()));
        }

        reservations.save(loaded, current);
        stocks.carryOut(movements);
        return answers;
    }

    @Override
    public List<OutgoingMessage> onParked(IncomingMessage message, String error) {
        return List.of(answer(message, new StockCommandFailed(UUID.fromString(message.key()), message.type(), error)));
    }

    private static OutgoingMessage answer(IncomingMessage command, InventoryEvent event) {
        return OutgoingMessage.answering(command, EVENTS, event.type(), JsonBody.write(event));
    }

    private static Set<UUID> orderIds(List<InventoryCommand> commands) {
        Set<UUID> ids = new HashSet<>();
        commands.forEach(command -> ids.add(command.orderId()));
        return ids;
    }

    /** Those to be reserved, and those that already are: an undo or a commit moves stock of the latter. */
    private static Set<String> skus(List<InventoryCommand> commands, Map<UUID, StockReservation> loaded) {
        Set<String> skus = new HashSet<>();
        for (InventoryCommand command : commands) {
            switch (command) {
                case ReserveStock reserve -> reserve.items().forEach(item -> skus.add(item.sku()));
                case ReleaseStock _, CommitStock _ -> {}
            }
        }
        for (StockReservation reservation : loaded.values()) {
            reservation.items().forEach(item -> skus.add(item.sku()));
        }
        return skus;
    }
}
