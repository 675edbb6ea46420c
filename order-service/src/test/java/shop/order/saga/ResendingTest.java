package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.order.saga.SagaDialogue.START;
import static shop.order.saga.SagaDialogue.aSaga;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import shop.order.saga.SagaDecision.Refusal;

/** Patience: when commands go out again, when they do not, and when an operator is called. */
class ResendingTest {

    private static final Duration DUE = Duration.ofMinutes(1);

    @Test
    void aCommandWithoutAnAnswer_isSentAgain_asItsNextAttempt() {
        aSaga().givenTime(DUE).expect("ReserveStock", "AuthorizePayment").expectAttempts(2, 2);
    }

    @Test
    void onlyWhatIsWithoutAnAnswer_isSentAgain() {
        aSaga().given("StockReserved").givenTime(DUE).expect("AuthorizePayment").expectAttempts(2);
    }

    @Test
    void anUndoWithoutAnAnswer_isSentAgain_countedFromItsOwnFirst() {
        aSaga().givenTime(DUE)
                .givenCancel()
                .expectAttempts(1, 1)
                .givenTime(DUE.multipliedBy(3))
                .expect("ReleaseStock", "VoidPayment")
                .expectAttempts(2, 2);
    }

    @Test
    void anAlarmThatRingsTooEarly_isStale() {
        aSaga().givenTime(Duration.ofSeconds(1)).expectStale();
    }

    @Test
    void onlyTheCommandsWhoseOwnTimeHasCome_areSentAgain() {
        SagaDialogue saga = aSaga().given("StockReserved").given("PaymentAuthorized");
        saga.given("ShipmentArranged").givenTime(DUE).expect("CapturePayment", "CommitStock");
        Instant due = saga.state().nextDeadline();

        assertThat(saga.state().resendsDueAt(due)).isEqualTo(2);
        assertThat(saga.state().resendsDueAt(due.minusMillis(1))).isZero();
    }

    @Test
    void anyAttemptsAnswer_counts() {
        aSaga().givenTime(DUE).given("StockReserved").given("PaymentAuthorized").expect("ArrangeShipment");
    }

    @Test
    void withoutBudget_theyArePutOff_andNeitherCountedNorLogged() {
        SagaDialogue saga = aSaga().givenTimeWithoutBudget(DUE).expectPostponed();

        assertThat(saga.log()).hasSize(1);
        assertThat(saga.state().steps())
                .filteredOn(step -> step.progress().inFlight())
                .allSatisfy(step -> assertThat(step.attempt()).isOne());
        assertThat(saga.state().nextDeadline()).isAfter(START.plus(DUE).plus(ResendPolicy.DEFAULT.shortest()));
        saga.givenTime(DUE.multipliedBy(2)).expectAttempts(2, 2);
    }

    @Test
    void withoutBudget_expiryStillTurnsBack() {
        aSaga().givenTimeWithoutBudget(SagaDialogue.PATIENCE)
                .expect("ReleaseStock", "VoidPayment")
                .expect(SagaPhase.COMPENSATING);
    }

    @Test
    void resending_neverGivesUp_andCallsAnOperatorByAge() {
        SagaDialogue saga =
                aSaga().given("StockReserved").given("PaymentAuthorized").given("ShipmentArranged");
        for (int attempt = 2; attempt < 200; attempt++) {
            Instant due = saga.state().nextDeadline();
            Duration age = Duration.between(START, due);
            saga.givenTime(age)
                    .expectAttempts(attempt, attempt)
                    .expectAttention(age.compareTo(ResendPolicy.DEFAULT.attentionAfter()) >= 0);
        }
        saga.given("StockCommitted")
                .expectAttention(false)
                .given("PaymentCaptured")
                .expect(SagaPhase.COMPLETED);
    }

    @Test
    void aTechnicalFailure_callsAnOperator_andResendingGoesOn_untilAnyAnswerCallsItOff() {
        aSaga().givenFailureOf("AuthorizePayment", "no such column")
                .expectNothingSent()
                .expectAttention(true)
                .givenTime(DUE)
                .expect("ReserveStock", "AuthorizePayment")
                .expectAttention(true)
                .given("StockReserved")
                .expectAttention(false)
                .givenFailureOf("AuthorizePayment", "no such column")
                .expectAttention(true);
    }

    @Test
    void theSameFailureAgain_isStale_anotherIsNot() {
        aSaga().givenFailureOf("AuthorizePayment", "no such column")
                .givenFailureOf("AuthorizePayment", "no such column")
                .expectStale()
                .givenFailureOf("AuthorizePayment", "no such table")
                .expectNothingSent();
    }

    @Test
    void aFailureOfACommandTakenBackMeanwhile_isStale() {
        aSaga().givenCancel().givenFailureOf("AuthorizePayment", "late").expectStale();
    }

    @Test
    void anOperatorsRetry_sendsEverythingInFlightAtOnce() {
        aSaga().given("StockReserved")
                .givenRetry()
                .expect("AuthorizePayment")
                .expectAttempts(2)
                .givenCancel()
                .givenRetry()
                .expect("ReleaseStock", "VoidPayment")
                .expectAttempts(2, 2);
    }

    @Test
    void retryingWhatHasEnded_isRefused() {
        aSaga().given("StockRejected", "OUT_OF_STOCK")
                .given("PaymentVoided")
                .givenRetry()
                .expectRefused(Refusal.ENDED);
    }

    @Test
    void theDelay_doublesFromFifteenSecondsToFiveMinutes() {
        ResendPolicy policy = ResendPolicy.DEFAULT;
        assertThat(policy.delayAfter(1, 0)).isEqualTo(Duration.ofSeconds(15));
        assertThat(policy.delayAfter(2, 0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy.delayAfter(3, 0)).isEqualTo(Duration.ofSeconds(60));
        assertThat(policy.delayAfter(4, 0)).isEqualTo(Duration.ofSeconds(120));
        assertThat(policy.delayAfter(5, 0)).isEqualTo(Duration.ofSeconds(150));
        assertThat(policy.delayAfter(Integer.MAX_VALUE, 0.999))
                .isBetween(Duration.ofSeconds(299), Duration.ofSeconds(300));
    }

    @Test
    void theDelay_isSpreadOverTheUpperHalf() {
        assertThat(ResendPolicy.DEFAULT.delayAfter(1, 0.5)).isEqualTo(Duration.ofMillis(22_500));
        assertThatThrownBy(() -> new Moment(START, 1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> new ResendPolicy(DUE, DUE, DUE)).hasMessageContaining("at least twice");
    }
}
