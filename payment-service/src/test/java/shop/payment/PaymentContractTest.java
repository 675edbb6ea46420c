package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.payment.PaymentEvent.PaymentAuthorized;
import shop.payment.PaymentEvent.PaymentCaptured;
import shop.payment.PaymentEvent.PaymentCommandFailed;
import shop.payment.PaymentEvent.PaymentDeclined;
import shop.payment.PaymentEvent.PaymentVoided;
import shop.payment.PaymentEvent.Reason;
import shop.testkit.Contracts;

/** What we send is what was promised, and what others may send is understood. */
class PaymentContractTest {

    private static final String SERVICE = "payment-service";
    private static final UUID ORDER = UUID.fromString("019aae2f-6c00-7000-8000-000000000001");
    private static final Money AMOUNT = new Money(1999, Currency.getInstance("EUR"));

    static List<PaymentEvent> events() {
        Stream<PaymentEvent> declined = Stream.of(Reason.values()).map(reason -> new PaymentDeclined(ORDER, reason));
        Stream<PaymentEvent> others = Stream.of(
                new PaymentAuthorized(ORDER, AMOUNT),
                new PaymentVoided(ORDER),
                new PaymentCaptured(ORDER, AMOUNT),
                new PaymentCommandFailed(ORDER, PaymentCommand.CAPTURE_PAYMENT, "it is VOIDED"));
        return Stream.concat(declined, others).toList();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEvent_validatesAgainstItsSchema(PaymentEvent event) {
        Contracts.validate(event.type(), JsonBody.write(event));
    }

    @Test
    void theEventsAreThoseThisServiceOwns() {
        TreeSet<String> types = new TreeSet<>();
        events().forEach(event -> types.add(event.type()));
        assertThat(types).isEqualTo(Contracts.sentBy(SERVICE));
    }

    static Stream<IncomingMessage> examples() {
        return Contracts.readBy(SERVICE).stream()
                .flatMap(type -> Contracts.examples(type).stream()
                        .map(body -> new IncomingMessage(
                                UUID.randomUUID(),
                                Contracts.topic(type),
                                ORDER.toString(),
                                type,
                                null,
                                null,
                                null,
                                1,
                                body)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyStoredExample_isUnderstood(IncomingMessage message) {
        assertThat(PaymentCommand.read(message).orderId()).isNotNull();
    }
}
