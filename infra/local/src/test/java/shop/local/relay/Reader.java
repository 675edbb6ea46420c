package shop.local.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning, without a group. */
final class Reader {

    private static final int PARTITIONS = 3;

    private Reader() {}

    /** Reads until every one of {@code ids} has come, or the time is over; tells what came. */
    static Map<UUID, List<ConsumerRecord<String, String>>> readUntil(
            String bootstrapServers, String topic, Collection<UUID> ids, Duration patience) {
        Properties settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        Map<UUID, List<ConsumerRecord<String, String>>> records = new HashMap<>();
        Set<UUID> missing = new HashSet<>(ids);
        long deadline = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!missing.isEmpty() && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> received : consumer.poll(Duration.ofMillis(200))) {
                    UUID id = UUID.fromString(header(received, "ce_id"));
                    records.computeIfAbsent(id, _ -> new ArrayList<>()).add(received);
                    missing.remove(id);
                }
            }
        }
        return records;
    }

    static String header(ConsumerRecord<String, String> received, String name) {
        byte[] value = received.headers().lastHeader(name).value();
        return new String(value, java.nio.charset.StandardCharsets.UTF_8);
    }
}
