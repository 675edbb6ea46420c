package shop.payment;

import java.util.Currency;
import java.util.UUID;
import shop.payment.PaymentCommand.AuthorizePayment;
import shop.payment.PaymentCommand.CapturePayment;
import shop.payment.PaymentCommand.VoidPayment;

/** The words of these tests. */
final class PaymentFixtures {

    static final String SERVICE = "payment-service";
    static final Currency EUR = Currency.getInstance("EUR");
    static final Currency USD = Currency.getInstance("USD");

    private PaymentFixtures() {}

    static Money eur(long amount) {
        return new Money(amount, EUR);
    }

    static AuthorizePayment authorize(UUID orderId, String customerId, long amount) {
        return new AuthorizePayment(orderId, customerId, eur(amount));
    }

    static VoidPayment undo(UUID orderId) {
        return new VoidPayment(orderId);
    }

    static CapturePayment capture(UUID orderId) {
        return new CapturePayment(orderId);
    }

    static String typeOf(PaymentCommand command) {
        return switch (command) {
            case AuthorizePayment _ -> PaymentCommand.AUTHORIZE_PAYMENT;
            case VoidPayment _ -> PaymentCommand.VOID_PAYMENT;
            case CapturePayment _ -> PaymentCommand.CAPTURE_PAYMENT;
        };
    }
}
