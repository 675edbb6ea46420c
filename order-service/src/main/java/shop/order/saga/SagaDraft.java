package shop.order.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import shop.order.OrderStatus;
import shop.order.saga.SagaDecision.Advanced;
import shop.order.saga.SagaState.Attention;
import shop.order.saga.SagaState.Ending;
import shop.order.saga.SagaStep.Kind;

/** A decision in the making: a copy of the state that the kernel changes word by word, and then {@link #log}s. */
final class SagaDraft {

    private final SagaDefinition definition;
    private final ResendPolicy policy;
    private final Moment moment;
    private final @Nullable SagaPhase phaseBefore;
    private final Instant startedAt;
    private final Instant expiresAt;
    private final long sequence;

    private SagaPhase phase;
    private int stage;
    private final List<StepState> steps;
    private @Nullable Ending ending;
    private @Nullable Attention attention;
    private @Nullable Instant endedAt;
    private @Nullable OrderStatusChange status;
    private final List<Send> sends = new ArrayList<>();

    /** A saga that begins. */
    SagaDraft(SagaDefinition definition, ResendPolicy policy, SagaInput.Started started) {
        this.definition = definition;
        this.policy = policy;
        moment = started.moment();
        phaseBefore = null;
        startedAt = moment.at();
        expiresAt = started.expiresAt();
        sequence = 0;
        phase = SagaPhase.RUNNING;
        steps = new ArrayList<>(definition.steps().stream()
                .map(step -> StepState.pending(step.name()))
                .toList());
    }

    /** A saga that goes on. */
    SagaDraft(SagaDefinition definition, ResendPolicy policy, SagaState before, Moment moment) {
        this.definition = definition;
        this.policy = policy;
        this.moment = moment;
        phaseBefore = before.phase();
        startedAt = before.startedAt();
        expiresAt = before.expiresAt();
        sequence = before.sequence();
        phase = before.phase();
        stage = before.stage();
        steps = new ArrayList<>(before.steps());
        ending = before.ending();
        attention = before.attention();
        endedAt = before.endedAt();
    }

    /** Asks for every step of a stage. */
    void enter(int nextStage) {
        stage = nextStage;
        for (SagaStep step : definition.stages().get(stage).steps()) {
            command(step.name(), StepProgress.SENT);
        }
    }

    /** A step is done; if it was its stage's last, the next stage begins, or the saga is complete. */
    void done(StepName name, @Nullable String detail) {
        answer(name, StepProgress.DONE, null, detail);
        List<SagaStep> stageSteps = definition.stages().get(stage).steps();
        if (!stageSteps.stream().allMatch(step -> step(step.name()).progress() == StepProgress.DONE)) {
            return;
        }
        if (definition.step(name).kind() == Kind.PIVOT) {
            status = new OrderStatusChange(OrderStatus.CONFIRMED, null, detail);
        }
        if (stage + 1 < definition.stages().size()) {
            enter(stage + 1);
        } else {
            end(SagaPhase.COMPLETED);
        }
    }

    /** A step is refused: it needs no undo itself, and the saga turns back. A reason is always given. */
    void refused(StepName name, @Nullable String reason) {
        String given = Objects.requireNonNull(reason, () -> name + " was refused without a reason");
        answer(name, StepProgress.REFUSED, given, null);
        turnBack(new Ending(OrderStatus.REJECTED, given));
    }

    /** Undoes, all at once, every step that is done or may have been done. */
    void turnBack(Ending endsAs) {
        phase = SagaPhase.COMPENSATING;
        ending = endsAs;
        for (StepState step : List.copyOf(steps)) {
            switch (step.progress()) {
                case SENT, DONE -> command(step.name(), StepProgress.UNDOING);
                case PENDING, REFUSED -> {}
                case UNDOING, UNDONE ->
                    throw new IllegalStateException("A saga turns back once, yet " + step.name() + " is " + step);
            }
        }
        endIfAllUndone();
    }

    /** A step is undone; if it was the last to be, the order gets the status it is to end with. */
    void undone(StepName name) {
        answer(name, StepProgress.UNDONE, null, null);
        endIfAllUndone();
    }

    private void endIfAllUndone() {
        if (steps.stream().noneMatch(step -> step.progress().inFlight())) {
            Ending reached = Objects.requireNonNull(ending);
            status = new OrderStatusChange(reached.status(), reached.reason(), null);
            end(SagaPhase.COMPENSATED);
        }
    }

    private void end(SagaPhase endsAs) {
        phase = endsAs;
        endedAt = moment.at();
    }

    /** Notes a technical failure, for an operator to look at. */
    void failed(StepName name, String error) {
        StepState step = step(name);
        put(step.withError(error));
        attention = new Attention(name.wireName() + ": " + error, moment.at());
    }

    /** Sends the commands of these steps again, and calls an operator when one has been without an answer too long. */
    void resend(Predicate<StepState> which) {
        for (StepState step : List.copyOf(steps)) {
            if (step.progress().inFlight() && which.test(step)) {
                command(step.name(), step.progress());
                Duration waited = Duration.between(Objects.requireNonNull(step.firstSentAt()), moment.at());
                if (attention == null && waited.compareTo(policy.attentionAfter()) >= 0) {
                    attention = new Attention(step.name().wireName() + ": no answer for " + waited, moment.at());
                }
            }
        }
    }

    /** Puts these steps' resending off, as if they had just been sent for the first time. */
    void postpone(Predicate<StepState> which) {
        Instant later = moment.at().plus(policy.delayAfter(1, moment.jitter()));
        for (StepState step : List.copyOf(steps)) {
            if (step.progress().inFlight() && which.test(step)) {
                put(step.withDueAt(later));
            }
        }
    }

    private void command(StepName name, StepProgress progress) {
        StepState step = step(name);
        boolean again = step.progress() == progress;
        int attempt = again ? step.attempt() + 1 : 1;
        Instant due = moment.at().plus(policy.delayAfter(attempt, moment.jitter()));
        put(step.commanded(progress, attempt, moment.at(), due));
        sends.add(new Send(name, progress == StepProgress.SENT ? Direction.DO : Direction.UNDO, attempt));
    }

    private void answer(StepName name, StepProgress progress, @Nullable String reason, @Nullable String detail) {
        StepState step = step(name);
        put(step.answered(progress, moment.at(), reason, detail));
        attention = null;
    }

    private StepState step(StepName name) {
        return steps.stream().filter(step -> step.name() == name).findFirst().orElseThrow();
    }

    private void put(StepState changed) {
        steps.replaceAll(step -> step.name() == changed.name() ? changed : step);
    }

    /** The state without a new log entry. */
    SagaState state() {
        return stateAt(sequence);
    }

    /** The finished decision, with its one log entry. */
    Advanced log(SagaLogEntry.Event event, @Nullable StepName step, @Nullable String why) {
        SagaLogEntry entry = new SagaLogEntry(
                sequence + 1,
                moment.at(),
                event,
                step,
                phaseBefore,
                phase,
                status == null ? null : status.status(),
                why,
                sends);
        return new Advanced(stateAt(sequence + 1), sends, status, entry);
    }

    private SagaState stateAt(long entries) {
        return new SagaState(
                definition.name(),
                definition.version(),
                phase,
                stage,
                steps,
                ending,
                attention,
                startedAt,
                expiresAt,
                endedAt,
                nextDeadline(),
                entries);
    }

    private @Nullable Instant nextDeadline() {
        Instant next = SagaKernel.canTurnBack(definition, phase, steps) ? expiresAt : null;
        for (StepState step : steps) {
            Instant due = step.dueAt();
            if (due != null && (next == null || due.isBefore(next))) {
                next = due;
            }
        }
        return next;
    }
}
