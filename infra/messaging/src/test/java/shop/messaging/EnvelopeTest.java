package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {

    private static final UUID ID = UUID.fromString("01a205dc-946b-7000-969e-ff8903245f9e");
    private static final UUID CAUSE = UUID.fromString("01a205dc-0000-7000-969e-ff8903245f9e");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static Map<String, @Nullable String> complete() {
        Map<String, @Nullable String> headers = new HashMap<>();
        headers.put("ce_id", ID.toString());
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", "shop.payment.AuthorizePayment.v1");
        headers.put("ce_causationid", CAUSE.toString());
        headers.put("ce_traceparent", TRACE);
        headers.put("ce_step", "authorize-payment");
        headers.put("ce_attempt", "3");
        return headers;
    }

    private static Received read(@Nullable String key, Map<String, @Nullable String> headers, @Nullable String body) {
        var record = new ConsumerRecord<String, String>("payment.commands", 0, 1, key, body);
        headers.forEach((name, value) ->
                record.headers().add(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        return Envelope.read(record);
    }

    private static String reason(Received received) {
        return switch (received) {
            case Received.Unreadable(var record, var reason) -> reason;
            case Received.Readable(var record, var message) -> "readable: " + message;
        };
    }

    private static IncomingMessage message(Received received) {
        return switch (received) {
            case Received.Readable(var record, var message) -> message;
            case Received.Unreadable(var record, var reason) -> throw new AssertionError("unreadable: " + reason);
        };
    }

    @Test
    void completeEnvelope_isReadWhole() {
        assertThat(message(read("order-1", complete(), "{}")))
                .isEqualTo(new IncomingMessage(
                        ID,
                        "payment.commands",
                        "order-1",
                        "shop.payment.AuthorizePayment.v1",
                        CAUSE,
                        TRACE,
                        "authorize-payment",
                        3,
                        "{}"));
    }

    @Test
    void whatIsOptional_mayBeMissingOrNull() {
        Map<String, @Nullable String> headers = complete();
        headers.put("ce_causationid", null);
        headers.remove("ce_traceparent");
        headers.put("ce_step", null);
        headers.remove("ce_attempt");

        IncomingMessage message = message(read("order-1", headers, "{}"));

        assertThat(message.causationId()).isNull();
        assertThat(message.traceparent()).isNull();
        assertThat(message.step()).isNull();
        assertThat(message.attempt()).isOne();
    }

    @Test
    void traceContextThatIsNone_onlyCostsTheTrace() {
        Map<String, @Nullable String> headers = complete();
        headers.put("ce_traceparent", "nonsense");

        assertThat(message(read("order-1", headers, "{}")).traceparent()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, , no ce_specversion",
        "ce_specversion, 1, ce_specversion is not 1.0",
        "ce_id, , no ce_id",
        "ce_id, 1-1-1-1-1, ce_id is not a UUID",
        "ce_id, zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz, ce_id is not a UUID",
        "ce_type, , no ce_type",
        "ce_type, 'a\u0000b', ce_type holds control characters",
        "ce_causationid, order, ce_causationid is not a UUID",
        "ce_attempt, many, ce_attempt is not a number",
        "ce_attempt, 0, ce_attempt is below 1",
    })
    void envelopeThatCannotBeRead_isUnreadableWithTheReason(String header, @Nullable String value, String reason) {
        Map<String, @Nullable String> headers = complete();
        headers.put(header, value);

        assertThat(reason(read("order-1", headers, "{}"))).isEqualTo(reason);
    }

    @Test
    void recordWithoutKeyOrBody_isUnreadable() {
        assertThat(reason(read(null, complete(), "{}"))).isEqualTo("no key");
        assertThat(reason(read("", complete(), "{}"))).isEqualTo("no key");
        assertThat(reason(read("order-1", complete(), null))).isEqualTo("no body");
    }

    @Test
    void bodyOfTheLongestLength_isReadable_oneByteMoreIsNot() {
        String longest = "ä".repeat(Outbox.MAX_PAYLOAD_BYTES / 2);

        assertThat(message(read("order-1", complete(), longest)).payload()).isEqualTo(longest);
        assertThat(reason(read("order-1", complete(), longest + "a"))).startsWith("the body is longer than");
    }
}
