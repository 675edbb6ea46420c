package shop.payment;

import java.util.UUID;

/** What this service says happened, which is also its answer to the saga. The body is the record's JSON. */
public sealed interface PaymentEvent {

    /** The order, and so the payment, the event is about. */
    UUID orderId();

    /** The event's name on the wire. */
    default String type() {
        return switch (this) {
            case PaymentAuthorized _ -> "shop.payment.PaymentAuthorized.v1";
            case PaymentDeclined _ -> "shop.payment.PaymentDeclined.v1";
            case PaymentVoided _ -> "shop.payment.PaymentVoided.v1";
            case PaymentCaptured _ -> "shop.payment.PaymentCaptured.v1";
            case PaymentCommandFailed _ -> "shop.payment.PaymentCommandFailed.v1";
        };
    }

    /** Why a payment was declined. */
    enum Reason {
        INSUFFICIENT_FUNDS,
        NO_ACCOUNT,
        CURRENCY_NOT_HELD,
        /** The payment was voided before it could be authorized, or since. */
        VOIDED_BEFORE
    }

    /** {@code amount} is held. */
    record PaymentAuthorized(UUID orderId, Money amount) implements PaymentEvent {}

    /** Nothing is held, and nothing will be. */
    record PaymentDeclined(UUID orderId, Reason reason) implements PaymentEvent {}

    /** Nothing is held any more, and nothing will be. */
    record PaymentVoided(UUID orderId) implements PaymentEvent {}

    /** {@code amount} is the shop's. */
    record PaymentCaptured(UUID orderId, Money amount) implements PaymentEvent {}

    /** The command was parked for a technical reason; the state is as it was. */
    record PaymentCommandFailed(UUID orderId, String command, String error) implements PaymentEvent {}
}
