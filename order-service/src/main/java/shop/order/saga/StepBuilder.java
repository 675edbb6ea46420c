package shop.order.saga;

import shop.order.saga.SagaStep.Kind;

/** Says a step as a sentence: {@code compensatable(step, who).asks(command, done, refused).undoes(undo, undone)}. */
final class StepBuilder {

    private StepBuilder() {}

    static Undoable compensatable(StepName name, Participant participant) {
        return new Undoable(name, participant, Kind.COMPENSATABLE);
    }

    static Undoable pivot(StepName name, Participant participant) {
        return new Undoable(name, participant, Kind.PIVOT);
    }

    static Retriable retriable(StepName name, Participant participant) {
        return new Retriable(name, participant);
    }

    record Undoable(StepName name, Participant participant, Kind kind) {
        Asked asks(String command, String done, String refused) {
            return new Asked(this, command, done, refused);
        }
    }

    record Asked(Undoable step, String command, String done, String refused) {
        SagaStep undoes(String undo, String undone) {
            return new SagaStep(step.name, step.participant, step.kind, command, done, refused, undo, undone);
        }
    }

    record Retriable(StepName name, Participant participant) {
        SagaStep asks(String command, String done) {
            return new SagaStep(name, participant, Kind.RETRIABLE, command, done, null, null, null);
        }
    }
}
