package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.payment.PaymentFixtures.EUR;
import static shop.payment.PaymentFixtures.USD;
import static shop.payment.PaymentFixtures.authorize;
import static shop.payment.PaymentFixtures.capture;
import static shop.payment.PaymentFixtures.eur;
import static shop.payment.PaymentFixtures.undo;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shop.payment.Payment.State;
import shop.payment.PaymentCommand.AuthorizePayment;
import shop.payment.PaymentEvent.PaymentAuthorized;
import shop.payment.PaymentEvent.PaymentCaptured;
import shop.payment.PaymentEvent.PaymentDeclined;
import shop.payment.PaymentEvent.PaymentVoided;
import shop.payment.PaymentEvent.Reason;

/** Every state with every command: the table of {@link PaymentDecision}, cell by cell. */
class PaymentDecisionTest {

    private static final UUID ORDER = UUID.fromString("019aae2f-6c00-7000-8000-000000000001");
    private static final String ADA = "ada";
    private static final Money PRICE = eur(100);
    private static final Map<String, Funds> ENOUGH = Map.of(ADA, new Funds(EUR, 150, 50));
    private static final Map<String, Funds> ONE_CENT_SHORT = Map.of(ADA, new Funds(EUR, 150, 51));

    private static final @Nullable Payment NONE = null;
    private static final Payment AUTHORIZED = new Payment(ORDER, State.AUTHORIZED, ADA, PRICE, null);
    private static final Payment CAPTURED = AUTHORIZED.in(State.CAPTURED);
    private static final Payment VOIDED = AUTHORIZED.in(State.VOIDED);
    private static final Payment TOMBSTONE = new Payment(ORDER, State.VOIDED, null, null, null);
    private static final Payment DECLINED = new Payment(ORDER, State.DECLINED, ADA, PRICE, Reason.INSUFFICIENT_FUNDS);

    private static final PaymentEvent IS_AUTHORIZED = new PaymentAuthorized(ORDER, PRICE);
    private static final PaymentEvent IS_VOIDED = new PaymentVoided(ORDER);
    private static final PaymentEvent IS_CAPTURED = new PaymentCaptured(ORDER, PRICE);
    private static final PaymentEvent TOO_POOR = new PaymentDeclined(ORDER, Reason.INSUFFICIENT_FUNDS);
    private static final PaymentEvent VOIDED_BEFORE = new PaymentDeclined(ORDER, Reason.VOIDED_BEFORE);

    private static final Movement HOLD = new Movement(Movement.Kind.HOLD, ORDER, ADA, PRICE);
    private static final Movement RELEASE = new Movement(Movement.Kind.RELEASE, ORDER, ADA, PRICE);
    private static final Movement CAPTURE = new Movement(Movement.Kind.CAPTURE, ORDER, ADA, PRICE);
    private static final @Nullable Movement NOTHING = null;

    static List<Arguments> legal() {
        PaymentCommand authorize = authorize(ORDER, ADA, 100);
        PaymentCommand undo = undo(ORDER);
        PaymentCommand capture = capture(ORDER);
        return List.of(
                // current, command, next, answer, movement
                Arguments.of(NONE, authorize, AUTHORIZED, IS_AUTHORIZED, HOLD),
                Arguments.of(NONE, undo, TOMBSTONE, IS_VOIDED, NOTHING),
                Arguments.of(AUTHORIZED, authorize, AUTHORIZED, IS_AUTHORIZED, NOTHING),
                Arguments.of(AUTHORIZED, undo, VOIDED, IS_VOIDED, RELEASE),
                Arguments.of(AUTHORIZED, capture, CAPTURED, IS_CAPTURED, CAPTURE),
                Arguments.of(CAPTURED, authorize, CAPTURED, IS_AUTHORIZED, NOTHING),
                Arguments.of(CAPTURED, capture, CAPTURED, IS_CAPTURED, NOTHING),
                Arguments.of(VOIDED, authorize, VOIDED, VOIDED_BEFORE, NOTHING),
                Arguments.of(VOIDED, undo, VOIDED, IS_VOIDED, NOTHING),
                Arguments.of(TOMBSTONE, authorize, TOMBSTONE, VOIDED_BEFORE, NOTHING),
                Arguments.of(TOMBSTONE, undo, TOMBSTONE, IS_VOIDED, NOTHING),
                Arguments.of(DECLINED, authorize, DECLINED, TOO_POOR, NOTHING),
                Arguments.of(DECLINED, undo, DECLINED, IS_VOIDED, NOTHING));
    }

    static List<Arguments> illegal() {
        return List.of(
                // current, command, what the complaint says
                Arguments.of(NONE, capture(ORDER), "unknown"),
                Arguments.of(CAPTURED, undo(ORDER), "CAPTURED"),
                Arguments.of(VOIDED, capture(ORDER), "VOIDED"),
                Arguments.of(TOMBSTONE, capture(ORDER), "VOIDED"),
                Arguments.of(DECLINED, capture(ORDER), "DECLINED"));
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}, {3}")
    @MethodSource("legal")
    void decides(
            @Nullable Payment current,
            PaymentCommand command,
            Payment next,
            PaymentEvent answer,
            @Nullable Movement movement) {
        assertThat(PaymentDecision.decide(current, command, ENOUGH))
                .isEqualTo(new PaymentDecision(next, answer, movement));
    }

    @ParameterizedTest(name = "{0}, {1} is illegal")
    @MethodSource("illegal")
    void refusesWhatBreaksAnInvariant(@Nullable Payment current, PaymentCommand command, String state) {
        assertThatThrownBy(() -> PaymentDecision.decide(current, command, ENOUGH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(state)
                .hasMessageContaining(command.getClass().getSimpleName())
                .hasMessageContaining(ORDER.toString());
    }

    @Test
    void theMatrixHoldsEveryStateWithEveryCommand() {
        Set<List<Object>> cells = new HashSet<>();
        Stream.concat(legal().stream(), illegal().stream()).forEach(row -> {
            Payment current = (Payment) row.get()[0];
            cells.add(Arrays.asList(current == null ? null : current.state(), row.get()[1].getClass()));
        });
        int states = State.values().length + 1;
        int commands = PaymentCommand.class.getPermittedSubclasses().length;
        assertThat(cells).hasSize(states * commands);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("legal")
    void decidingTheSameAgain_answersTheSameAndMovesNothing(@Nullable Payment current, PaymentCommand command) {
        PaymentDecision first = PaymentDecision.decide(current, command, ENOUGH);
        assertThat(PaymentDecision.decide(first.payment(), command, ENOUGH))
                .isEqualTo(new PaymentDecision(first.payment(), first.event(), null));
    }

    static List<Arguments> refusals() {
        return List.of(
                Arguments.of(ONE_CENT_SHORT, authorize(ORDER, ADA, 100), Reason.INSUFFICIENT_FUNDS),
                Arguments.of(ENOUGH, authorize(ORDER, "grace", 100), Reason.NO_ACCOUNT),
                Arguments.of(ENOUGH, new AuthorizePayment(ORDER, ADA, new Money(100, USD)), Reason.CURRENCY_NOT_HELD));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("refusals")
    void declines(Map<String, Funds> funds, AuthorizePayment command, Reason reason) {
        assertThat(PaymentDecision.decide(null, command, funds))
                .isEqualTo(new PaymentDecision(
                        new Payment(ORDER, State.DECLINED, command.customerId(), command.amount(), reason),
                        new PaymentDeclined(ORDER, reason),
                        null));
    }

    @Test
    void moneyThatCameSince_changesNothingOfWhatWasDeclined() {
        assertThat(PaymentDecision.decide(DECLINED, authorize(ORDER, ADA, 100), ENOUGH)
                        .event())
                .isEqualTo(TOO_POOR);
    }

    @Test
    void aRepeatOfAnotherAmount_isAnsweredWithTheRecordedOne() {
        assertThat(PaymentDecision.decide(AUTHORIZED, authorize(ORDER, ADA, 1), ENOUGH))
                .isEqualTo(new PaymentDecision(AUTHORIZED, IS_AUTHORIZED, null));
    }

    @Test
    void aPaymentThatCannotBe_isRefused() {
        assertThatThrownBy(() -> new Payment(ORDER, State.AUTHORIZED, ADA, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Payment(ORDER, State.CAPTURED, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Payment(ORDER, State.DECLINED, ADA, PRICE, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Payment(ORDER, State.VOIDED, ADA, PRICE, Reason.NO_ACCOUNT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> eur(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Funds(EUR, 10, 11)).isInstanceOf(IllegalArgumentException.class);
    }
}
