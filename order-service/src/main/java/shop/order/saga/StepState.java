package shop.order.saga;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of one saga.
 *
 * @param attempt how often the command of the present direction was sent: from 1; 0 while pending
 * @param firstSentAt when the command of the present direction was first sent
 * @param lastSentAt when it was last sent
 * @param dueAt when it is sent again if no answer has come; null unless in flight
 * @param answeredAt when the last answer came
 * @param reason why the step was refused
 * @param detail what the answer brought along, for example the tracking number
 * @param error the technical failure the participant reported last; cleared by an answer
 */
public record StepState(
        StepName name,
        StepProgress progress,
        int attempt,
        @Nullable Instant firstSentAt,
        @Nullable Instant lastSentAt,
        @Nullable Instant dueAt,
        @Nullable Instant answeredAt,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String error) {

    /** A step not asked for yet. */
    public static StepState pending(StepName name) {
        return new StepState(name, StepProgress.PENDING, 0, null, null, null, null, null, null, null);
    }

    /** Whether the step's command is to be sent again at that moment, or was to be sent before. */
    boolean dueBy(Instant at) {
        return dueAt != null && !at.isBefore(dueAt);
    }

    /** The step after its command, do or undo, was sent. */
    StepState commanded(StepProgress awaiting, int nextAttempt, Instant at, Instant due) {
        boolean first = nextAttempt == 1;
        return new StepState(
                name,
                awaiting,
                nextAttempt,
                first ? at : firstSentAt,
                at,
                due,
                answeredAt,
                reason,
                detail,
                first ? null : error);
    }

    /** The step after the answer that was awaited. */
    StepState answered(StepProgress reached, Instant at, @Nullable String why, @Nullable String broughtAlong) {
        return new StepState(name, reached, attempt, firstSentAt, lastSentAt, null, at, why, broughtAlong, null);
    }

    StepState withError(String failure) {
        return new StepState(
                name, progress, attempt, firstSentAt, lastSentAt, dueAt, answeredAt, reason, detail, failure);
    }

    StepState withDueAt(Instant later) {
        return new StepState(
                name, progress, attempt, firstSentAt, lastSentAt, later, answeredAt, reason, detail, error);
    }
}
