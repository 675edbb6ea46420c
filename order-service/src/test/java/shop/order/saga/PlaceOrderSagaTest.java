package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.order.saga.SagaDialogue.aSaga;
import static shop.order.saga.SagaPhase.COMPENSATED;
import static shop.order.saga.SagaPhase.COMPENSATING;
import static shop.order.saga.SagaPhase.COMPLETED;
import static shop.order.saga.SagaPhase.RUNNING;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.order.OrderStatus;
import shop.order.saga.SagaDecision.Refusal;
import shop.order.saga.SagaLogEntry.Event;

/** The saga, told as dialogues with its participants. */
class PlaceOrderSagaTest {

    @Test
    void placingAnOrder_holdsStockAndMoneySideBySide_arrangesTheParcel_thenSettlesBoth() {
        aSaga().expect("ReserveStock", "AuthorizePayment")
                .given("PaymentAuthorized")
                .expectNothingSent()
                .given("StockReserved")
                .expect("ArrangeShipment")
                .expectStatusUnchanged()
                .givenShipmentArranged("TRACK-1")
                .expect("CapturePayment", "CommitStock")
                .expect(RUNNING)
                .expectStatus(OrderStatus.CONFIRMED, null)
                .given("StockCommitted")
                .expectNothingSent()
                .expect(RUNNING)
                .given("PaymentCaptured")
                .expectNothingSent()
                .expectStatusUnchanged()
                .expect(COMPLETED);
    }

    @Test
    void confirming_bringsTheTrackingNumberAlong() {
        SagaDialogue saga =
                aSaga().given("StockReserved").given("PaymentAuthorized").givenShipmentArranged("TRACK-1");

        assertThat(saga.advanced().status()).isEqualTo(new OrderStatusChange(OrderStatus.CONFIRMED, null, "TRACK-1"));
        assertThat(saga.state().step(StepName.ARRANGE_SHIPMENT).detail()).isEqualTo("TRACK-1");
    }

    @Test
    void authorizingPayment_onPaymentDeclined_releasesStock() {
        aSaga().given("StockReserved")
                .given("PaymentDeclined", "INSUFFICIENT_FUNDS")
                .expect("ReleaseStock")
                .expect(COMPENSATING)
                .expectStatusUnchanged()
                .given("StockReleased")
                .expect(COMPENSATED)
                .expectStatus(OrderStatus.REJECTED, "INSUFFICIENT_FUNDS");
    }

    @Test
    void reservingStock_onStockRejected_voidsThePaymentThatMayHaveBeenAuthorized() {
        aSaga().given("StockRejected", "OUT_OF_STOCK")
                .expect("VoidPayment")
                .given("PaymentAuthorized")
                .expectStale()
                .given("PaymentVoided")
                .expectStatus(OrderStatus.REJECTED, "OUT_OF_STOCK");
    }

    @Test
    void bothRefusing_rejectsForTheReasonThatCameFirst_andUndoesTheOther() {
        aSaga().given("StockRejected", "OUT_OF_STOCK")
                .expect("VoidPayment")
                .given("PaymentDeclined", "INSUFFICIENT_FUNDS")
                .expectStale()
                .given("PaymentVoided")
                .expectStatus(OrderStatus.REJECTED, "OUT_OF_STOCK");
    }

    @Test
    void arrangingShipment_onShipmentRejected_undoesBothHoldsAtOnce() {
        deciding()
                .given("ShipmentRejected", "COUNTRY_NOT_SERVED")
                .expect("ReleaseStock", "VoidPayment")
                .given("PaymentVoided")
                .expect(COMPENSATING)
                .expectStatusUnchanged()
                .given("StockReleased")
                .expectStatus(OrderStatus.REJECTED, "COUNTRY_NOT_SERVED")
                .expect(COMPENSATED);
    }

    @Test
    void cancellingWhileHolding_undoesBothStepsInFlight() {
        aSaga().givenCancel()
                .expect("ReleaseStock", "VoidPayment")
                .expect(COMPENSATING)
                .given("StockReleased")
                .given("StockReserved")
                .expectStale()
                .given("PaymentVoided")
                .expectStatus(OrderStatus.CANCELLED, null)
                .expect(COMPENSATED);
    }

    @Test
    void cancellingWhileTheParcelIsBeingArranged_cancelsTheParcelToo() {
        deciding()
                .givenCancel()
                .expect("ReleaseStock", "VoidPayment", "CancelShipment")
                .given("ShipmentArranged")
                .expectStale()
                .given("ShipmentCancelled")
                .given("StockReleased")
                .given("PaymentVoided")
                .expectStatus(OrderStatus.CANCELLED, null);
    }

    @Test
    void cancellingTwice_isAcceptedOnce() {
        aSaga().givenCancel()
                .givenCancel()
                .expectStale()
                .given("StockReleased")
                .given("PaymentVoided")
                .givenCancel()
                .expectStale();
    }

    @Test
    void cancellingPastThePivot_isRefused() {
        deciding().given("ShipmentArranged").givenCancel().expectRefused(Refusal.PAST_PIVOT);
    }

    @Test
    void cancellingWhatIsBeingRejected_isRefused() {
        aSaga().given("StockRejected", "OUT_OF_STOCK").givenCancel().expectRefused(Refusal.ALREADY_REJECTED);
    }

    @Test
    void growingTooOldBeforeThePivot_undoesEverythingAndRejectsAsExpired() {
        aSaga().given("StockReserved")
                .givenTime(SagaDialogue.PATIENCE)
                .expect("ReleaseStock", "VoidPayment")
                .given("StockReleased")
                .given("PaymentVoided")
                .expectStatus(OrderStatus.REJECTED, "EXPIRED");
    }

    @Test
    void growingOldPastThePivot_onlySendsAgain() {
        deciding()
                .given("ShipmentArranged")
                .givenTime(SagaDialogue.PATIENCE.multipliedBy(3))
                .expect("CapturePayment", "CommitStock")
                .expectAttempts(2, 2)
                .expect(RUNNING);
    }

    @Test
    void anAnswerHeardTwice_changesNothing() {
        SagaDialogue saga = aSaga().given("StockReserved");
        SagaState before = saga.state();

        saga.given("StockReserved").expectStale();

        assertThat(saga.state()).isSameAs(before);
        assertThat(saga.log()).hasSize(2);
    }

    @Test
    void theLog_tellsTheStory() {
        SagaDialogue saga = aSaga().given("StockReserved")
                .givenTime(Duration.ofMinutes(1))
                .given("PaymentDeclined", "NO_ACCOUNT")
                .given("StockReleased");

        assertThat(saga.log())
                .extracting(SagaLogEntry::event)
                .containsExactly(Event.STARTED, Event.STEP_DONE, Event.RESENT, Event.STEP_REFUSED, Event.STEP_UNDONE);
        assertThat(saga.log().get(3))
                .isEqualTo(new SagaLogEntry(
                        4,
                        SagaDialogue.START.plusSeconds(60),
                        Event.STEP_REFUSED,
                        StepName.AUTHORIZE_PAYMENT,
                        RUNNING,
                        COMPENSATING,
                        null,
                        "NO_ACCOUNT",
                        List.of(new Send(StepName.RESERVE_STOCK, Direction.UNDO, 1))));
        assertThat(saga.log().get(4).status()).isEqualTo(OrderStatus.REJECTED);
    }

    private static SagaDialogue deciding() {
        return aSaga().given("StockReserved").given("PaymentAuthorized").expect("ArrangeShipment");
    }
}
