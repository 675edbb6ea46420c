package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.order.saga.Participant.PAYMENT;
import static shop.order.saga.Participant.SHIPPING;
import static shop.order.saga.SagaDialogue.aSagaOf;
import static shop.order.saga.StepBuilder.compensatable;
import static shop.order.saga.StepBuilder.pivot;
import static shop.order.saga.StepBuilder.retriable;
import static shop.order.saga.StepName.ARRANGE_SHIPMENT;
import static shop.order.saga.StepName.AUTHORIZE_PAYMENT;
import static shop.order.saga.StepName.CAPTURE_PAYMENT;

import java.util.List;
import org.junit.jupiter.api.Test;
import shop.order.OrderStatus;
import shop.order.saga.SagaDefinition.Meaning;
import shop.order.saga.SagaDefinition.Purpose;
import shop.order.saga.SagaDefinition.Stage;

class SagaDefinitionTest {

    private static final SagaStep AUTHORIZE = compensatable(AUTHORIZE_PAYMENT, PAYMENT)
            .asks("AuthorizePayment", "PaymentAuthorized", "PaymentDeclined")
            .undoes("VoidPayment", "PaymentVoided");
    private static final SagaStep ARRANGE = pivot(ARRANGE_SHIPMENT, SHIPPING)
            .asks("ArrangeShipment", "ShipmentArranged", "ShipmentRejected")
            .undoes("CancelShipment", "ShipmentCancelled");
    private static final SagaStep CAPTURE =
            retriable(CAPTURE_PAYMENT, PAYMENT).asks("CapturePayment", "PaymentCaptured");

    @Test
    void anEvent_isTheAnswerToOneStep() {
        assertThat(PlaceOrderSaga.V1.meaningOf("shop.payment.PaymentVoided.v1"))
                .contains(new Meaning(AUTHORIZE_PAYMENT, Answer.UNDONE));
        assertThat(PlaceOrderSaga.V1.meaningOf("shop.payment.AccountOpened.v1")).isEmpty();
    }

    @Test
    void aCommand_isForOneStepAndDirection() {
        assertThat(PlaceOrderSaga.V1.purposeOf("CancelShipment"))
                .contains(new Purpose(ARRANGE_SHIPMENT, Direction.UNDO));
        assertThat(PlaceOrderSaga.V1.step(CAPTURE_PAYMENT).commandType(Direction.DO))
                .isEqualTo("shop.payment.CapturePayment.v1");
    }

    @Test
    void anotherDefinition_runsOnTheSameKernel() {
        SagaDefinition digital = definition(stage(AUTHORIZE), stage(ARRANGE));

        aSagaOf(digital)
                .expect("AuthorizePayment")
                .given("PaymentDeclined", "NO_ACCOUNT")
                .expectNothingSent()
                .expect(SagaPhase.COMPENSATED)
                .expectStatus(OrderStatus.REJECTED, "NO_ACCOUNT");
        aSagaOf(digital)
                .given("PaymentAuthorized")
                .given("ShipmentArranged")
                .expect(SagaPhase.COMPLETED)
                .expectStatus(OrderStatus.CONFIRMED, null);
    }

    @Test
    void aSaga_keepsTheVersionItStartedWith() {
        SagaState state = SagaDialogue.aSaga().state();

        assertThat(SagaDefinitions.of(state)).isSameAs(PlaceOrderSaga.V1);
        assertThatThrownBy(() -> SagaDefinitions.of("place-order", 99)).hasMessageContaining("place-order v99");
    }

    @Test
    void aDefinition_hasOnePivotWithItsKindsInOrder() {
        assertThatThrownBy(() -> definition(stage(AUTHORIZE))).hasMessageContaining("without a pivot");
        assertThatThrownBy(() -> definition(stage(CAPTURE), stage(ARRANGE))).hasMessageContaining("COMPENSATABLE");
        assertThatThrownBy(() -> definition(stage(ARRANGE), stage(AUTHORIZE))).hasMessageContaining("RETRIABLE");
        assertThatThrownBy(() -> definition(stage(AUTHORIZE, ARRANGE))).hasMessageContaining("alone in its stage");
        assertThatThrownBy(() -> definition(stage(AUTHORIZE), stage(AUTHORIZE), stage(ARRANGE)))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> definition(stage(), stage(ARRANGE))).hasMessageContaining("no steps");
    }

    private static SagaDefinition definition(Stage... stages) {
        return new SagaDefinition("digital-order", 1, List.of(stages));
    }

    private static Stage stage(SagaStep... steps) {
        return new Stage("stage", List.of(steps));
    }
}
