package shop.order.saga;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import shop.order.CustomerId;
import shop.order.Money;
import shop.order.saga.SagaStep.Kind;
import shop.order.saga.participants.Item;
import shop.order.saga.participants.ParticipantCommand;
import shop.order.saga.participants.ShippingCommand.Address;

/** Every command the saga can send, as the shell words it. */
public final class CommandExamples {

    private static final OrderFacts ORDER = new OrderFacts(
            UUID.fromString("019aae2f-6c00-7000-8000-000000000001"),
            new CustomerId("customer-1"),
            new Money(3998, "EUR"),
            List.of(new Item("SKU-1001", 2)),
            new Address("Ada", "Some Street 1", "10115", "Berlin", "DE"));

    private CommandExamples() {}

    public static List<ParticipantCommand> all() {
        List<ParticipantCommand> commands = new ArrayList<>();
        for (SagaStep step : SagaDefinitions.CURRENT.steps()) {
            commands.add(worded(step, Direction.DO));
            if (step.kind() != Kind.RETRIABLE) {
                commands.add(worded(step, Direction.UNDO));
            }
        }
        return commands;
    }

    /** The words must be the definition's. */
    private static ParticipantCommand worded(SagaStep step, Direction direction) {
        ParticipantCommand command = Commands.command(ORDER, step.name(), direction);
        if (!command.type().equals(step.commandType(direction))
                || !command.topic().equals(step.participant().commandsTopic())) {
            throw new AssertionError(step + " is asked for with " + command.type() + " on " + command.topic());
        }
        return command;
    }
}
