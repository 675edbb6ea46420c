package shop.order.saga;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a saga. */
public sealed interface SagaInput {

    Moment moment();

    /** The order was accepted. The only input for a saga that has no state yet. */
    record Started(Moment moment, Instant expiresAt) implements SagaInput {}

    /**
     * A participant answered. Any attempt's answer counts.
     *
     * @param reason why it refused, in the participant's words; given exactly with a refusal
     * @param detail what the answer brings along, for example the tracking number
     */
    record Replied(
            Moment moment,
            StepName step,
            Answer answer,
            @Nullable String reason,
            @Nullable String detail) implements SagaInput {}

    /**
     * A participant could not carry out a command, for a technical reason it does not expect to pass by itself.
     *
     * @param direction which of the step's commands failed
     * @param error what went wrong, for the operator
     */
    record Failed(Moment moment, StepName step, Direction direction, String error) implements SagaInput {}

    /**
     * The time of {@link SagaState#nextDeadline()} has come, or was thought to have.
     *
     * @param mayResend whether the service's rate limit allows {@link SagaState#resendsDueAt} more resends now; if not,
     *     they are put off without counting as attempts. Expiry does not ask: it sends first undos, not resends.
     */
    record DeadlinePassed(Moment moment, boolean mayResend) implements SagaInput {}

    /** The customer wants the order cancelled. */
    record CancelRequested(Moment moment) implements SagaInput {}

    /** An operator wants everything in flight sent again at once. */
    record RetryRequested(Moment moment) implements SagaInput {}
}
