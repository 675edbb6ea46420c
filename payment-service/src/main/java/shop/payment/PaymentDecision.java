package shop.payment;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.payment.Payment.State;
import shop.payment.PaymentCommand.AuthorizePayment;
import shop.payment.PaymentCommand.CapturePayment;
import shop.payment.PaymentCommand.VoidPayment;
import shop.payment.PaymentEvent.PaymentAuthorized;
import shop.payment.PaymentEvent.PaymentCaptured;
import shop.payment.PaymentEvent.PaymentDeclined;
import shop.payment.PaymentEvent.PaymentVoided;
import shop.payment.PaymentEvent.Reason;

/**
 * What a command does to a payment. Each cell: the new state, the answer.
 *
 * <pre>
 * state      | AuthorizePayment                | VoidPayment              | CapturePayment
 * none       | AUTHORIZED  PaymentAuthorized   | VOIDED     PaymentVoided | illegal
 *            | DECLINED    PaymentDeclined     |                          |
 * AUTHORIZED | =           PaymentAuthorized   | VOIDED     PaymentVoided | CAPTURED  PaymentCaptured
 * CAPTURED   | =           PaymentAuthorized   | illegal                  | =         PaymentCaptured
 * VOIDED     | =           VOIDED_BEFORE       | =          PaymentVoided | illegal
 * DECLINED   | =           PaymentDeclined     | =          PaymentVoided | illegal
 * </pre>
 *
 * A command carried out already is answered again with its recorded outcome and moves nothing. VOIDED without an amount
 * is the tombstone of an undo that came first. An illegal cell means that the saga's invariants are broken: it throws.
 *
 * @param payment the payment as it is now
 * @param event the answer
 * @param movement what the bank has to do, or null for nothing
 */
public record PaymentDecision(
        Payment payment, PaymentEvent event, @Nullable Movement movement) {

    /**
     * Decides; no I/O, no clock, no effect.
     *
     * @param current the order's payment, or null where there is none yet
     * @param funds by customer, of at least the one an {@link AuthorizePayment} names, if that one has an account
     * @throws IllegalStateException if the command is illegal in the payment's state; it names both
     */
    public static PaymentDecision decide(@Nullable Payment current, PaymentCommand command, Map<String, Funds> funds) {
        return switch (command) {
            case AuthorizePayment authorize ->
                current == null ? authorize(authorize, funds.get(authorize.customerId())) : authorizeAgain(current);
            case VoidPayment undo -> current == null ? tombstone(undo) : undo(current);
            case CapturePayment capture -> capture(current, capture);
        };
    }

    private static PaymentDecision authorize(AuthorizePayment command, @Nullable Funds funds) {
        UUID orderId = command.orderId();
        Money amount = command.amount();
        Reason refusal = refusal(amount, funds);
        if (refusal != null) {
            Payment declined = new Payment(orderId, State.DECLINED, command.customerId(), amount, refusal);
            return new PaymentDecision(declined, new PaymentDeclined(orderId, refusal), null);
        }
        return new PaymentDecision(
                new Payment(orderId, State.AUTHORIZED, command.customerId(), amount, null),
                new PaymentAuthorized(orderId, amount),
                new Movement(Movement.Kind.HOLD, orderId, command.customerId(), amount));
    }

    private static @Nullable Reason refusal(Money amount, @Nullable Funds funds) {
        if (funds == null) {
            return Reason.NO_ACCOUNT;
        }
        if (!funds.currency().equals(amount.currency())) {
            return Reason.CURRENCY_NOT_HELD;
        }
        return amount.amount() > funds.available() ? Reason.INSUFFICIENT_FUNDS : null;
    }

    private static PaymentDecision authorizeAgain(Payment current) {
        UUID orderId = current.orderId();
        return unchanged(
                current,
                switch (current.state()) {
                    case AUTHORIZED, CAPTURED -> new PaymentAuthorized(orderId, amountOf(current));
                    case VOIDED -> new PaymentDeclined(orderId, Reason.VOIDED_BEFORE);
                    case DECLINED -> new PaymentDeclined(orderId, Objects.requireNonNull(current.reason()));
                });
    }

    private static PaymentDecision tombstone(VoidPayment command) {
        return new PaymentDecision(
                new Payment(command.orderId(), State.VOIDED, null, null, null),
                new PaymentVoided(command.orderId()),
                null);
    }

    private static PaymentDecision undo(Payment current) {
        PaymentVoided voided = new PaymentVoided(current.orderId());
        return switch (current.state()) {
            case AUTHORIZED ->
                new PaymentDecision(current.in(State.VOIDED), voided, movement(Movement.Kind.RELEASE, current));
            case VOIDED, DECLINED -> unchanged(current, voided);
            case CAPTURED -> throw illegal(current.state(), "VoidPayment", current.orderId());
        };
    }

    private static PaymentDecision capture(@Nullable Payment current, CapturePayment command) {
        if (current == null) {
            throw illegal(null, "CapturePayment", command.orderId());
        }
        return switch (current.state()) {
            case AUTHORIZED ->
                new PaymentDecision(
                        current.in(State.CAPTURED),
                        new PaymentCaptured(current.orderId(), amountOf(current)),
                        movement(Movement.Kind.CAPTURE, current));
            case CAPTURED -> unchanged(current, new PaymentCaptured(current.orderId(), amountOf(current)));
            case VOIDED, DECLINED -> throw illegal(current.state(), "CapturePayment", command.orderId());
        };
    }

    private static PaymentDecision unchanged(Payment current, PaymentEvent answer) {
        return new PaymentDecision(current, answer, null);
    }

    private static Movement movement(Movement.Kind kind, Payment payment) {
        return new Movement(kind, payment.orderId(), Objects.requireNonNull(payment.customerId()), amountOf(payment));
    }

    private static Money amountOf(Payment payment) {
        return Objects.requireNonNull(payment.amount(), "only a tombstone has no amount");
    }

    private static IllegalStateException illegal(@Nullable State state, String command, UUID orderId) {
        return new IllegalStateException("%s is illegal for the payment of order %s, which is %s"
                .formatted(command, orderId, state == null ? "unknown" : state));
    }
}
