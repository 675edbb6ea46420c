package shop.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.Uuid7;

/**
 * A batch as a consumer polls it, of one partition, for tests that hand it over themselves:
 *
 * <pre>{@code
 * batches.consume(Polled.from("payment.commands").message(orderId, VOID_PAYMENT, new VoidPayment(orderId)).batch());
 * }</pre>
 */
public final class Polled {

    private final String topic;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    private Polled(String topic) {
        this.topic = topic;
    }

    public static Polled from(String topic) {
        return new Polled(topic);
    }

    /** A message of a new id, about {@code key}. The body is any object that is written as JSON. */
    public Polled message(UUID key, String type, Object body) {
        return message(Uuid7.next(), key, type, JsonBody.write(body));
    }

    /** A message with its id and its body as they stand: for duplicates, and for what cannot be read. */
    public Polled message(UUID id, UUID key, String type, String body) {
        return message(new IncomingMessage(id, topic, key.toString(), type, null, null, "a-step", 1, body));
    }

    /** A message as it is to be read. */
    public Polled message(IncomingMessage message) {
        records.add(new ConsumerRecord<>(
                topic,
                0,
                records.size(),
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                0,
                message.payload().length(),
                message.key(),
                message.payload(),
                headers(message),
                Optional.empty()));
        return this;
    }

    /** A message's envelope; what it lacks is a header without a value, as the relay writes it. */
    public static RecordHeaders headers(IncomingMessage message) {
        RecordHeaders headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", message.id());
        add(headers, "ce_type", message.type());
        add(headers, "ce_causationid", message.causationId());
        add(headers, "ce_traceparent", message.traceparent());
        add(headers, "ce_step", message.step());
        add(headers, "ce_attempt", message.attempt());
        return headers;
    }

    private static void add(RecordHeaders headers, String name, @Nullable Object value) {
        headers.add(name, value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8));
    }

    public ConsumerRecords<String, String> batch() {
        return new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), List.copyOf(records)), Map.of());
    }
}
