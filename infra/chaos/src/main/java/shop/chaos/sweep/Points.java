package shop.chaos.sweep;

import static shop.chaos.agent.Boundary.AFTER_COMMIT;
import static shop.chaos.agent.Boundary.AFTER_DELIVERY;
import static shop.chaos.agent.Boundary.AFTER_RELAY;
import static shop.chaos.agent.Boundary.BEFORE_COMMIT;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.chaos.agent.Boundary;
import shop.chaos.agent.Hook;
import shop.order.saga.Answer;
import shop.order.saga.Direction;
import shop.order.saga.SagaDefinition;
import shop.order.saga.SagaDefinition.Stage;
import shop.order.saga.SagaStep;

/**
 * Every point of a saga, from its definition. Each message is followed from the transaction that owes it to the one that
 * takes it in:
 *
 * <ul>
 *   <li>order-service dies around the commit that owes a command, and once it is relayed. The commands of the first stage
 *       are owed by the request that places the order, whose commit counts once for all of them.
 *   <li>the participant dies when the command is delivered, around the commit that carries it out and owes the answer, and
 *       once that is relayed: for every answer that the step knows.
 *   <li>order-service dies when the answer is delivered, and around the commit that takes it in.
 * </ul>
 *
 * <p>And around the commit of a deadline, by which the first step is asked for again.
 */
public final class Points {

    private static final String ORDER_SERVICE = "order-service";
    private static final List<Boundary> AROUND_THE_COMMIT = List.of(AFTER_DELIVERY, BEFORE_COMMIT, AFTER_COMMIT);

    private Points() {}

    /** All of them, in the order in which a saga comes past them. */
    public static List<Point> of(SagaDefinition saga) {
        List<Point> points = new ArrayList<>();
        SagaStep first = saga.steps().getFirst();
        for (Boundary boundary : AROUND_THE_COMMIT) {
            points.add(withoutMessage("POST-orders", boundary, Hook.PLACING_BEGINS, new Scenario.Confirmed()));
        }
        for (Boundary boundary : AROUND_THE_COMMIT) {
            points.add(withoutMessage("deadline", boundary, Hook.WAKING_BEGINS, new Scenario.Unanswered(first)));
        }
        for (SagaStep step : saga.steps()) {
            boolean isAskedAtOnce = saga.stages().getFirst().steps().contains(step);
            command(points, saga, step, Direction.DO, isAskedAtOnce);
            answer(points, saga, step, Answer.DONE);
            if (step.refused() != null) {
                answer(points, saga, step, Answer.REFUSED);
            }
            if (step.undo() != null) {
                command(points, saga, step, Direction.UNDO, false);
                answer(points, saga, step, Answer.UNDONE);
            }
        }
        return points;
    }

    /** Every way in which a saga of this definition goes on that some point needs. */
    public static List<Scenario> scenarios(SagaDefinition saga) {
        return of(saga).stream()
                .map(Point::scenario)
                .filter(scenario -> !(scenario instanceof Scenario.Unanswered))
                .distinct()
                .toList();
    }

    /** The same points in another order: as far as possible no service dies twice in succession. */
    public static List<Point> spread(List<Point> points) {
        Map<String, Deque<Point>> byService = new LinkedHashMap<>();
        points.forEach(point -> byService
                .computeIfAbsent(point.service(), _ -> new ArrayDeque<>())
                .add(point));
        List<Point> spread = new ArrayList<>();
        String last = "";
        while (spread.size() < points.size()) {
            String before = last;
            last = byService.keySet().stream()
                    .filter(service -> !byService.get(service).isEmpty())
                    .max(Comparator.comparing((String service) -> !service.equals(before))
                            .thenComparing(service -> byService.get(service).size()))
                    .orElseThrow();
            spread.add(byService.get(last).remove());
        }
        return spread;
    }

    private static Point withoutMessage(String message, Boundary boundary, Hook begins, Scenario scenario) {
        return new Point("", ORDER_SERVICE, message, boundary, begins.name(), "", scenario);
    }

    private static void command(
            List<Point> points, SagaDefinition saga, SagaStep step, Direction direction, boolean isAskedAtOnce) {
        Scenario scenario = switch (direction) {
            case DO -> new Scenario.Confirmed();
            case UNDO -> undoing(saga, step);
        };
        for (Boundary boundary :
                isAskedAtOnce ? List.of(AFTER_RELAY) : List.of(BEFORE_COMMIT, AFTER_COMMIT, AFTER_RELAY)) {
            points.add(new Point(
                    step.name().wireName(),
                    ORDER_SERVICE,
                    step.message(direction),
                    boundary,
                    step.commandType(direction),
                    step.participant().commandsTopic(),
                    scenario));
        }
    }

    private static void answer(List<Point> points, SagaDefinition saga, SagaStep step, Answer answer) {
        String event = event(step, answer);
        String eventType = step.participant().messageType(event);
        Scenario scenario = switch (answer) {
            case DONE -> new Scenario.Confirmed();
            case REFUSED -> new Scenario.Refused(step.name());
            case UNDONE -> undoing(saga, step);
        };
        String command = step.commandType(answer == Answer.UNDONE ? Direction.UNDO : Direction.DO);
        String topic = step.participant().eventsTopic();
        for (Boundary boundary : Boundary.values()) {
            String what = boundary == AFTER_DELIVERY ? command : eventType;
            points.add(new Point(
                    step.name().wireName(), step.participant().service(), event, boundary, what, topic, scenario));
        }
        for (Boundary boundary : AROUND_THE_COMMIT) {
            points.add(new Point(step.name().wireName(), ORDER_SERVICE, event, boundary, eventType, topic, scenario));
        }
    }

    private static String event(SagaStep step, Answer answer) {
        String event = switch (answer) {
            case DONE -> step.done();
            case REFUSED -> step.refused();
            case UNDONE -> step.undone();
        };
        if (event == null) {
            throw new IllegalStateException("%s knows no answer %s".formatted(step.name(), answer));
        }
        return event;
    }

    /** A step is undone when a later one is refused; where none can be, when the customer cancels before its answer. */
    private static Scenario undoing(SagaDefinition saga, SagaStep step) {
        boolean later = false;
        for (Stage stage : saga.stages()) {
            Optional<SagaStep> refusable = later
                    ? stage.steps().stream()
                            .filter(one -> one.refused() != null)
                            .findFirst()
                    : Optional.empty();
            if (refusable.isPresent()) {
                return new Scenario.Refused(refusable.get().name());
            }
            later |= stage.steps().contains(step);
        }
        return new Scenario.Cancelled(step);
    }
}
