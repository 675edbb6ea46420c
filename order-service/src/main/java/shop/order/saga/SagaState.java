package shop.order.saga;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.order.OrderStatus;

/**
 * Everything the saga of one order remembers, as one immutable value; the shell stores it as JSON and reads nothing out
 * of it that it does not find here. Only {@link SagaKernel} makes new ones.
 *
 * @param definition the name of the definition the saga was started with
 * @param version the version of that definition
 * @param phase the saga's state
 * @param stage the stage that runs or, once the saga turned back, ran last: an index into the definition's stages
 * @param steps one for each step of the definition, in its order
 * @param ending what the order will be once everything is undone; null until the saga turns back
 * @param attention why an operator should look; null when all is well
 * @param startedAt when the order was placed
 * @param expiresAt when patience ends, if the pivot has not been passed by then
 * @param endedAt when the saga ended
 * @param nextDeadline when {@link SagaInput.DeadlinePassed} is wanted; null once ended
 * @param sequence how many entries the log has
 */
public record SagaState(
        String definition,
        int version,
        SagaPhase phase,
        int stage,
        List<StepState> steps,
        @Nullable Ending ending,
        @Nullable Attention attention,
        Instant startedAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable Instant nextDeadline,
        long sequence) {

    /** The reason of an order that was given up for its age. */
    public static final String EXPIRED = "EXPIRED";

    /** What the order will be once everything is undone: {@code REJECTED} with a reason, or {@code CANCELLED}. */
    public record Ending(OrderStatus status, @Nullable String reason) {}

    /** Why an operator should look, and since when. Any answer clears it; resending goes on meanwhile. */
    public record Attention(String why, Instant since) {}

    public SagaState {
        steps = List.copyOf(steps);
    }

    public boolean needsAttention() {
        return attention != null;
    }

    /** The step of that name; {@link IllegalStateException} where the saga has none. */
    public StepState step(StepName name) {
        return steps.stream()
                .filter(step -> step.name() == name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(definition + " v" + version + " has no step " + name));
    }

    /** How many commands would be sent again if the deadline passed at that moment: what the rate limit is asked for. */
    public int resendsDueAt(Instant at) {
        return (int) steps.stream().filter(step -> step.dueBy(at)).count();
    }

    /** Whether the saga turned back, to end the order with that status. */
    boolean endsAs(OrderStatus status) {
        return ending != null && ending.status() == status;
    }
}
