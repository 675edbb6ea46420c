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
        RecordHeaders headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", id.toString(), "ce_type", type, "ce_step", "a-step", "ce_attempt", "1")
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        records.add(new ConsumerRecord<>(
                topic,
                0,
                records.size(),
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                0,
                body.length(),
                key.toString(),
                body,
                headers,
                Optional.empty()));
        return this;
    }

    public ConsumerRecords<String, String> batch() {
        return new ConsumerRecords<>(Map.of(new TopicPartition(topic, 0), List.copyOf(records)), Map.of());
    }
}
