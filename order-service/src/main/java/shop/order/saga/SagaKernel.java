package shop.order.saga;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.order.OrderStatus;
import shop.order.saga.SagaDecision.Postponed;
import shop.order.saga.SagaDecision.Refusal;
import shop.order.saga.SagaDecision.Refused;
import shop.order.saga.SagaDecision.Stale;
import shop.order.saga.SagaInput.CancelRequested;
import shop.order.saga.SagaInput.DeadlinePassed;
import shop.order.saga.SagaInput.Failed;
import shop.order.saga.SagaInput.Replied;
import shop.order.saga.SagaInput.RetryRequested;
import shop.order.saga.SagaInput.Started;
import shop.order.saga.SagaLogEntry.Event;
import shop.order.saga.SagaState.Ending;
import shop.order.saga.SagaStep.Kind;

/**
 * The saga's one pure function: what follows from an input, in a state, by a definition. It does no I/O and knows no
 * clock, no chance and no framework; the same arguments give the same decision, so that a history can be replayed.
 *
 * <p>What becomes of a step when its participant answers or fails. Stale changes nothing, illegal throws, and attention
 * is a failure noted for operators; any answer that counts clears it.
 *
 * <pre>
 * step             done     refused  undone   do failed  undo failed
 * PENDING          illegal  illegal  illegal  illegal    illegal
 * SENT             DONE     REFUSED  illegal  attention  illegal
 * DONE             stale    illegal  illegal  stale      illegal
 * REFUSED          illegal  stale    illegal  stale      illegal
 * UNDOING          stale    stale    UNDONE   stale      attention
 * UNDONE           stale    stale    stale    stale      stale
 * SENT, retriable  DONE     illegal  illegal  attention  illegal
 * DONE, retriable  stale    illegal  illegal  stale      illegal
 * </pre>
 *
 * <p>What becomes of the saga, or of the order's status where that changes: when the last answer of a stage comes, when a
 * step is refused, when the last undo is answered; when the customer cancels; when a resend is due; when patience has
 * ended; when an operator retries.
 *
 * <pre>
 * saga                     stage done  step refused  all undone  cancel        due     expired       retry
 * RUNNING                  RUNNING     COMPENSATING  ·           COMPENSATING  resend  COMPENSATING  resend
 * RUNNING, at the pivot    CONFIRMED   COMPENSATING  ·           COMPENSATING  resend  COMPENSATING  resend
 * RUNNING, past it         COMPLETED   ·             ·           refused       resend  resend        resend
 * COMPENSATING, to reject  ·           ·             REJECTED    refused       resend  resend        resend
 * COMPENSATING, to cancel  ·           ·             CANCELLED   stale         resend  resend        resend
 * COMPLETED                ·           ·             ·           refused       stale   stale         refused
 * COMPENSATED, rejected    ·           ·             ·           refused       stale   stale         refused
 * COMPENSATED, cancelled   ·           ·             ·           stale         stale   stale         refused
 * </pre>
 *
 * <p>The order's status changes at the pivot, to {@code CONFIRMED}, and otherwise only when everything is undone: a
 * customer who reads {@code REJECTED} or {@code CANCELLED} has nothing held any more.
 *
 * <p>After the example of Apache Kafka's {@code QuorumState}, whose class comment is its table of transitions.
 */
public final class SagaKernel {

    private final ResendPolicy policy;

    public SagaKernel(ResendPolicy policy) {
        this.policy = policy;
    }

    /**
     * Decides what follows from an input.
     *
     * @param state null for a saga that has not started
     * @throws IllegalStateException for an input that cannot happen in that state, such as an answer to a question never
     *     asked; it names both
     */
    public SagaDecision decide(SagaDefinition definition, @Nullable SagaState state, SagaInput input) {
        if (state == null) {
            return start(definition, input);
        }
        return switch (input) {
            case Started started -> throw illegal(state, started);
            case Replied replied -> answered(definition, state, replied);
            case Failed failed -> failed(definition, state, failed);
            case DeadlinePassed passed -> deadlinePassed(definition, state, passed);
            case CancelRequested cancel -> cancelled(definition, state, cancel);
            case RetryRequested retry -> retried(definition, state, retry);
        };
    }

    private SagaDecision start(SagaDefinition definition, SagaInput input) {
        if (!(input instanceof Started started)) {
            throw new IllegalStateException("A saga that has not started was given " + input);
        }
        SagaDraft draft = new SagaDraft(definition, policy, started);
        draft.enter(0);
        return draft.log(Event.STARTED, null, null);
    }

    private SagaDecision answered(SagaDefinition definition, SagaState state, Replied replied) {
        if (definition.step(replied.step()).eventType(replied.answer()) == null) {
            throw illegal(state, replied);
        }
        return switch (replied.answer()) {
            case DONE -> done(definition, state, replied);
            case REFUSED -> refused(definition, state, replied);
            case UNDONE -> undone(definition, state, replied);
        };
    }

    private SagaDecision done(SagaDefinition definition, SagaState state, Replied replied) {
        return switch (state.step(replied.step()).progress()) {
            case SENT -> {
                SagaDraft draft = draft(definition, state, replied);
                draft.done(replied.step(), replied.detail());
                yield draft.log(Event.STEP_DONE, replied.step(), null);
            }
            case DONE -> new Stale("answered before");
            case UNDOING, UNDONE -> new Stale("taken back");
            case PENDING, REFUSED -> throw illegal(state, replied);
        };
    }

    private SagaDecision refused(SagaDefinition definition, SagaState state, Replied replied) {
        return switch (state.step(replied.step()).progress()) {
            case SENT -> {
                SagaDraft draft = draft(definition, state, replied);
                draft.refused(replied.step(), replied.reason());
                yield draft.log(Event.STEP_REFUSED, replied.step(), replied.reason());
            }
            case REFUSED -> new Stale("answered before");
            case UNDOING, UNDONE -> new Stale("taken back");
            case PENDING, DONE -> throw illegal(state, replied);
        };
    }

    private SagaDecision undone(SagaDefinition definition, SagaState state, Replied replied) {
        return switch (state.step(replied.step()).progress()) {
            case UNDOING -> {
                SagaDraft draft = draft(definition, state, replied);
                draft.undone(replied.step());
                yield draft.log(Event.STEP_UNDONE, replied.step(), null);
            }
            case UNDONE -> new Stale("answered before");
            case PENDING, SENT, DONE, REFUSED -> throw illegal(state, replied);
        };
    }

    private SagaDecision failed(SagaDefinition definition, SagaState state, Failed failed) {
        StepState step = state.step(failed.step());
        boolean awaited = switch (failed.direction()) {
            case DO ->
                switch (step.progress()) {
                    case SENT -> true;
                    case DONE, REFUSED, UNDOING, UNDONE -> false;
                    case PENDING -> throw illegal(state, failed);
                };
            case UNDO ->
                switch (step.progress()) {
                    case UNDOING -> true;
                    case UNDONE -> false;
                    case PENDING, SENT, DONE, REFUSED -> throw illegal(state, failed);
                };
        };
        if (!awaited) {
            return new Stale("the step has gone on");
        }
        if (state.needsAttention() && failed.error().equals(step.error())) {
            return new Stale("reported before");
        }
        SagaDraft draft = draft(definition, state, failed);
        draft.failed(failed.step(), failed.error());
        return draft.log(Event.STEP_FAILED, failed.step(), failed.error());
    }

    private SagaDecision deadlinePassed(SagaDefinition definition, SagaState state, DeadlinePassed passed) {
        Instant at = passed.moment().at();
        if (canTurnBack(definition, state.phase(), state.steps()) && !at.isBefore(state.expiresAt())) {
            SagaDraft draft = draft(definition, state, passed);
            draft.turnBack(new Ending(OrderStatus.REJECTED, SagaState.EXPIRED));
            return draft.log(Event.EXPIRED, null, SagaState.EXPIRED);
        }
        if (state.resendsDueAt(at) == 0) {
            return new Stale("nothing is due");
        }
        SagaDraft draft = draft(definition, state, passed);
        if (!passed.mayResend()) {
            draft.postpone(step -> step.dueBy(at));
            return new Postponed(draft.state());
        }
        draft.resend(step -> step.dueBy(at));
        return draft.log(Event.RESENT, null, null);
    }

    private SagaDecision cancelled(SagaDefinition definition, SagaState state, CancelRequested cancel) {
        return switch (state.phase()) {
            case RUNNING -> {
                if (!canTurnBack(definition, state.phase(), state.steps())) {
                    yield new Refused(Refusal.PAST_PIVOT);
                }
                SagaDraft draft = draft(definition, state, cancel);
                draft.turnBack(new Ending(OrderStatus.CANCELLED, null));
                yield draft.log(Event.CANCEL_REQUESTED, null, null);
            }
            case COMPENSATING, COMPENSATED ->
                state.endsAs(OrderStatus.CANCELLED)
                        ? new Stale("cancelled before")
                        : new Refused(Refusal.ALREADY_REJECTED);
            case COMPLETED -> new Refused(Refusal.PAST_PIVOT);
        };
    }

    private SagaDecision retried(SagaDefinition definition, SagaState state, RetryRequested retry) {
        if (state.phase().ended()) {
            return new Refused(Refusal.ENDED);
        }
        SagaDraft draft = draft(definition, state, retry);
        draft.resend(step -> true);
        return draft.log(Event.RETRY_REQUESTED, null, null);
    }

    /** Whether the saga goes forward and has not passed its point of no return. */
    static boolean canTurnBack(SagaDefinition definition, SagaPhase phase, List<StepState> steps) {
        return phase == SagaPhase.RUNNING
                && steps.stream()
                        .noneMatch(step -> step.progress() == StepProgress.DONE
                                && definition.step(step.name()).kind() == Kind.PIVOT);
    }

    private SagaDraft draft(SagaDefinition definition, SagaState state, SagaInput input) {
        return new SagaDraft(definition, policy, state, input.moment());
    }

    private static IllegalStateException illegal(SagaState state, SagaInput input) {
        return new IllegalStateException("A saga in " + state + " cannot be given " + input);
    }
}
