package shop.order.saga;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.order.saga.SagaStep.Kind;

/**
 * A saga as data: stages that follow one another, each of steps that run side by side. Named and versioned: a saga
 * keeps the version it started with, so a definition in use is never edited; a new version is added to
 * {@link SagaDefinitions}.
 *
 * <p>Checked when made: one pivot, alone in its stage; compensatable steps before it, retriable ones after it; no step
 * and no message twice.
 */
public record SagaDefinition(String name, int version, List<Stage> stages) {

    /** Steps that run side by side. */
    public record Stage(String name, List<SagaStep> steps) {
        public Stage {
            steps = List.copyOf(steps);
        }
    }

    /** What a participant's event means: this answer, to this step. */
    public record Meaning(StepName step, Answer answer) {}

    /** What a command is for: this step, in this direction. */
    public record Purpose(StepName step, Direction direction) {}

    public SagaDefinition {
        stages = List.copyOf(stages);
        check(stages);
    }

    /** All steps, in the order of their stages. */
    public List<SagaStep> steps() {
        return stages.stream().flatMap(stage -> stage.steps().stream()).toList();
    }

    /** The step of that name; {@link IllegalStateException} where this definition has none. */
    public SagaStep step(StepName name) {
        return steps().stream()
                .filter(step -> step.name() == name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(this.name + " v" + version + " has no step " + name));
    }

    /** What an event of this full type means for the saga; empty where it means nothing. */
    public Optional<Meaning> meaningOf(String eventType) {
        for (SagaStep step : steps()) {
            for (Answer answer : Answer.values()) {
                if (eventType.equals(step.eventType(answer))) {
                    return Optional.of(new Meaning(step.name(), answer));
                }
            }
        }
        return Optional.empty();
    }

    /** What a participant's command of this short name ({@code VoidPayment}) is for; empty where it is not ours. */
    public Optional<Purpose> purposeOf(String command) {
        for (SagaStep step : steps()) {
            if (command.equals(step.command())) {
                return Optional.of(new Purpose(step.name(), Direction.DO));
            }
            if (command.equals(step.undo())) {
                return Optional.of(new Purpose(step.name(), Direction.UNDO));
            }
        }
        return Optional.empty();
    }

    private static void check(List<Stage> stages) {
        Map<Object, StepName> seen = new HashMap<>();
        boolean pivotSeen = false;
        for (Stage stage : stages) {
            boolean pivotHere = stage.steps().stream().anyMatch(step -> step.kind() == Kind.PIVOT);
            Kind expected = pivotHere ? Kind.PIVOT : pivotSeen ? Kind.RETRIABLE : Kind.COMPENSATABLE;
            require(!stage.steps().isEmpty(), "Stage " + stage.name() + " has no steps");
            require(!pivotHere || (!pivotSeen && stage.steps().size() == 1), "There is one pivot, alone in its stage");
            for (SagaStep step : stage.steps()) {
                require(
                        step.kind() == expected,
                        step.name() + " is " + step.kind() + " where " + expected + " belongs");
                require(seen.put(step.name(), step.name()) == null, step.name() + " stands twice");
                require(seen.put(step.command(), step.name()) == null, step.command() + " stands twice");
                require(seen.put(step.done(), step.name()) == null, step.done() + " stands twice");
            }
            pivotSeen |= pivotHere;
        }
        require(pivotSeen, "A saga without a pivot has no point of no return");
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
