package shop.order.saga;

import org.jspecify.annotations.Nullable;

/**
 * One step of a definition: who is asked, with which messages.
 *
 * @param command the message that asks for the step, for example {@code ReserveStock}
 * @param done the event that says it is done
 * @param refused the event that says it is refused; none for a retriable step, which must succeed in the end
 * @param undo the message that takes the step back; none for a retriable step
 * @param undone the event that says it is taken back
 */
public record SagaStep(
        StepName name,
        Participant participant,
        Kind kind,
        String command,
        String done,
        @Nullable String refused,
        @Nullable String undo,
        @Nullable String undone) {

    /** What a step means for the saga's way back. */
    public enum Kind {
        /** Can be undone: stands before the point of no return. */
        COMPENSATABLE,
        /** Decides: once it is done there is no way back. Until then it, too, can be undone. */
        PIVOT,
        /** Cannot be refused and is never undone: it is repeated until it is done. */
        RETRIABLE
    }

    public SagaStep {
        boolean retriable = kind == Kind.RETRIABLE;
        if (retriable != (refused == null) || retriable != (undo == null) || retriable != (undone == null)) {
            throw new IllegalArgumentException(
                    name + " is " + kind + ": exactly the retriable steps have no refusal and no undo");
        }
    }

    /** The full type of the command that goes in this direction. */
    public String commandType(Direction direction) {
        return participant.messageType(message(direction));
    }

    /** The short name of the command that goes in this direction, for example {@code ReserveStock}. */
    public String message(Direction direction) {
        return switch (direction) {
            case DO -> command;
            case UNDO -> {
                if (undo == null) {
                    throw new IllegalStateException(name + " is " + kind + " and has no undo");
                }
                yield undo;
            }
        };
    }

    /** The full type of the event that gives this answer, or null where the step knows no such answer. */
    public @Nullable String eventType(Answer answer) {
        String event = switch (answer) {
            case DONE -> done;
            case REFUSED -> refused;
            case UNDONE -> undone;
        };
        return event == null ? null : participant.messageType(event);
    }
}
