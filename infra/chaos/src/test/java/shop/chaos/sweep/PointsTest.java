package shop.chaos.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import shop.chaos.agent.Boundary;
import shop.order.saga.Answer;
import shop.order.saga.PlaceOrderSaga;
import shop.order.saga.SagaDefinition;
import shop.order.saga.SagaDefinition.Stage;
import shop.order.saga.SagaStep;
import shop.order.saga.StepName;

/** The points follow from the definition: each message of each step, at each boundary of the transactions it joins. */
class PointsTest {

    private static final SagaDefinition SAGA = PlaceOrderSaga.V1;
    private final List<Point> points = Points.of(SAGA);

    @Test
    void everyAnswerOfEveryStep_killsItsParticipantAtEveryBoundary() {
        for (SagaStep step : SAGA.steps()) {
            for (String event : answers(step)) {
                assertThat(boundaries(step.participant().service(), event)).containsExactly(Boundary.values());
            }
        }
    }

    @Test
    void everyAnswerOfEveryStep_killsOrderServiceUntilItIsCommitted() {
        for (SagaStep step : SAGA.steps()) {
            for (String event : answers(step)) {
                assertThat(boundaries("order-service", event))
                        .containsExactly(Boundary.AFTER_DELIVERY, Boundary.BEFORE_COMMIT, Boundary.AFTER_COMMIT);
            }
        }
    }

    @Test
    void everyCommandAndUndo_killsOrderServiceAroundItsCommitAndOnceItIsRelayed() {
        for (SagaStep step : SAGA.steps()) {
            boolean isAskedByTheRequest = SAGA.stages().getFirst().steps().contains(step);
            assertThat(boundaries("order-service", step.command()))
                    .containsExactlyElementsOf(
                            isAskedByTheRequest
                                    ? List.of(Boundary.AFTER_RELAY)
                                    : List.of(Boundary.BEFORE_COMMIT, Boundary.AFTER_COMMIT, Boundary.AFTER_RELAY));
            if (step.undo() != null) {
                assertThat(boundaries("order-service", step.undo()))
                        .containsExactly(Boundary.BEFORE_COMMIT, Boundary.AFTER_COMMIT, Boundary.AFTER_RELAY);
            }
        }
    }

    @Test
    void theRequestAndTheDeadline_killOrderServiceAroundTheirCommits() {
        assertThat(List.of("POST-orders", "deadline"))
                .allSatisfy(what -> assertThat(boundaries("order-service", what))
                        .containsExactly(Boundary.AFTER_DELIVERY, Boundary.BEFORE_COMMIT, Boundary.AFTER_COMMIT));
    }

    @Test
    void thereIsNoOtherPoint_andNoneTwice() {
        assertThat(points).hasSize(11 * 4 + 11 * 3 + 2 + 6 * 3 + 2 * 3);
        assertThat(points.stream().map(Point::name)).doesNotHaveDuplicates();
    }

    @Test
    void aDefinitionWithAStepLess_hasItsPointsLess() {
        List<Stage> stages = new ArrayList<>(SAGA.stages());
        Stage last = stages.removeLast();
        stages.add(new Stage(last.name(), last.steps().subList(0, 1)));

        List<Point> fewer = Points.of(new SagaDefinition("a-smaller-one", 1, stages));

        assertThat(points).containsAll(fewer);
        assertThat(points.stream().filter(point -> !fewer.contains(point)).map(Point::step))
                .containsOnly("commit-stock")
                .hasSize(10);
    }

    @Test
    void theTransaction_isKnownByTheCommandWhenItIsDelivered_andByTheAnswerFromThenOn() {
        assertThat(point("payment-service/PaymentDeclined/after-delivery").what())
                .isEqualTo("shop.payment.AuthorizePayment.v1");
        assertThat(point("payment-service/PaymentDeclined/before-commit").what())
                .isEqualTo("shop.payment.PaymentDeclined.v1");
        assertThat(point("payment-service/PaymentVoided/after-delivery").what())
                .isEqualTo("shop.payment.VoidPayment.v1");
    }

    @Test
    void whatBringsAMessageAbout_isTheLeastThatDoes() {
        assertThat(point("order-service/StockRejected/before-commit").scenario())
                .isEqualTo(new Scenario.Refused(StepName.RESERVE_STOCK));
        assertThat(point("order-service/ReleaseStock/before-commit").scenario())
                .isEqualTo(new Scenario.Refused(StepName.ARRANGE_SHIPMENT));
        assertThat(point("order-service/CancelShipment/before-commit").scenario())
                .isEqualTo(new Scenario.Cancelled(SAGA.step(StepName.ARRANGE_SHIPMENT)));
        assertThat(point("order-service/StockCommitted/before-commit").scenario())
                .isEqualTo(new Scenario.Confirmed());
        assertThat(point("order-service/deadline/before-commit").scenario())
                .isEqualTo(new Scenario.Unanswered(SAGA.step(StepName.RESERVE_STOCK)));
    }

    @Test
    void spreadOut_noServiceDiesTwiceInSuccession_asLongAsThereIsAnother() {
        List<Point> some = points.stream()
                .filter(point -> point.message().startsWith("Payment"))
                .toList();

        List<Point> spread = Points.spread(some);

        assertThat(spread).containsExactlyInAnyOrderElementsOf(some);
        int others = (int) some.stream()
                .filter(point -> point.service().equals("order-service"))
                .count();
        assertThat(Stream.iterate(1, i -> i < 2 * others, i -> i + 1)
                        .filter(i ->
                                spread.get(i).service().equals(spread.get(i - 1).service())))
                .isEmpty();
    }

    @Test
    void aPattern_choosesByAnyPartOfTheName() {
        assertThat(chosen("payment-service/*"))
                .allMatch(point -> point.service().equals("payment-service"));
        assertThat(chosen("*/before-commit")).allMatch(point -> point.boundary() == Boundary.BEFORE_COMMIT);
        assertThat(chosen("*/StockReserved/*")).hasSize(7);
        assertThat(chosen("order-service/POST-orders/after-commit")).hasSize(1);
        assertThat(chosen("payment.service/*")).isEmpty();
    }

    private List<Point> chosen(String glob) {
        return points.stream().filter(point -> point.matches(glob)).toList();
    }

    private Point point(String name) {
        List<Point> found = chosen(name);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<Boundary> boundaries(String service, String message) {
        return points.stream()
                .filter(point ->
                        point.service().equals(service) && point.message().equals(message))
                .map(Point::boundary)
                .toList();
    }

    private static Set<String> answers(SagaStep step) {
        return Arrays.stream(Answer.values())
                .map(step::eventType)
                .filter(Objects::nonNull)
                .map(type -> type.split("\\.", -1)[2])
                .collect(Collectors.toSet());
    }
}
