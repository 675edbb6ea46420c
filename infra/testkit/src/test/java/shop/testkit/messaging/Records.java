package shop.testkit.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import shop.messaging.JsonBody;
import shop.messaging.Uuid7;

/** Builds records and batches as they would be polled. */
final class Records {

    static final String TOPIC = "payment.commands";
    private static final AtomicLong OFFSET = new AtomicLong(1_000_000);

    private Records() {}

    static ConsumerRecord<String, String> asking(String note) {
        return asking(Uuid7.next(), note);
    }

    static ConsumerRecord<String, String> asking(UUID id, String note) {
        return record(id.toString(), envelope(id, ToyHandler.DO), JsonBody.write(new ToyHandler.Body(note)));
    }

    static Map<String, @Nullable String> envelope(UUID id, String type) {
        Map<String, @Nullable String> headers = new LinkedHashMap<>();
        headers.put("ce_id", id.toString());
        headers.put("ce_specversion", "1.0");
        headers.put("ce_type", type);
        return headers;
    }

    static ConsumerRecord<String, String> record(
            @Nullable String key, Map<String, @Nullable String> headers, @Nullable String payload) {
        RecordHeaders kafkaHeaders = new RecordHeaders();
        headers.forEach(
                (name, value) -> kafkaHeaders.add(name, value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        return new ConsumerRecord<>(
                TOPIC,
                0,
                OFFSET.incrementAndGet(),
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length(),
                payload == null ? -1 : payload.length(),
                key,
                payload,
                kafkaHeaders,
                java.util.Optional.empty());
    }

    static ProducerRecord<String, String> produced(String note) {
        ConsumerRecord<String, String> record = asking(note);
        return new ProducerRecord<>(TOPIC, null, record.key(), record.value(), record.headers());
    }

    @SafeVarargs
    static ConsumerRecords<String, String> batch(ConsumerRecord<String, String>... records) {
        return batch(Arrays.asList(records));
    }

    static ConsumerRecords<String, String> batch(List<ConsumerRecord<String, String>> records) {
        return new ConsumerRecords<>(Map.of(new TopicPartition(TOPIC, 0), records), Map.of());
    }
}
