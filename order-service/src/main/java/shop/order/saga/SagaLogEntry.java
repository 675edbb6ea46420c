package shop.order.saga;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.order.OrderStatus;

/**
 * One decision, as the time line, the live stream and the audit tell it.
 *
 * @param sequence from 1 without gaps in each order's log
 * @param at when it was decided
 * @param event what happened
 * @param step the step it happened to, where it was one
 * @param from the saga's state before; null for the first entry
 * @param to the saga's state after
 * @param status the order's status, where this decision changed it
 * @param why the reason of a refusal, a turning back or a failure, in the words it came with
 * @param sends the commands that went out in consequence
 */
public record SagaLogEntry(
        long sequence,
        Instant at,
        Event event,
        @Nullable StepName step,
        @Nullable SagaPhase from,
        SagaPhase to,
        @Nullable OrderStatus status,
        @Nullable String why,
        List<Send> sends) {

    /** What can stand in the log. The names are stored: for ever. */
    public enum Event {
        STARTED,
        STEP_DONE,
        STEP_REFUSED,
        STEP_UNDONE,
        STEP_FAILED,
        RESENT,
        CANCEL_REQUESTED,
        EXPIRED,
        RETRY_REQUESTED
    }

    public SagaLogEntry {
        sends = List.copyOf(sends);
    }
}
