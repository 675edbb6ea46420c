package shop.order.why;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import shop.messaging.Diagnosis;
import shop.messaging.JsonBody;
import shop.order.why.Facts.Backlog;
import shop.order.why.Facts.Place;

/**
 * Asks Kafka: where a message is, how far a group has read, and what the services say of themselves. Reads beside all
 * groups, and moves nobody's position. Each call takes less than a second, or throws what Kafka's client throws.
 */
@ApplicationScoped
class QueueInquiry {

    private static final int CALL_MILLIS = 700;
    private static final int MAX_SCANNED = 20_000;
    private static final int MAX_DIAGNOSES = 300;
    private static final Duration SCAN = Duration.ofMillis(600);
    private static final Duration POLL = Duration.ofMillis(100);

    /** A record's time is the relay's clock's. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final Map<String, Object> kafkaSettings;
    private @Nullable Admin admin;

    QueueInquiry(@Identifier("default-kafka-broker") Map<String, Object> kafkaSettings) {
        this.kafkaSettings = kafkaSettings;
    }

    /** A reader beside all groups, to be closed. */
    Consumer<String, String> open() {
        Map<String, Object> settings = new HashMap<>(kafkaSettings);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_MILLIS);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    /** Where a message is that was written at that time, as far as this group is concerned. */
    Place place(
            Consumer<String, String> reader, String topic, String key, UUID messageId, Instant createdAt, String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        TopicPartition partition = partition(reader, topic, key);
        reader.assign(List.of(partition));
        OffsetAndTimestamp first = reader.offsetsForTimes(
                        Map.of(partition, createdAt.minus(CLOCKS_DIFFER).toEpochMilli()))
                .get(partition);
        if (first == null) {
            return new Place.NotOnTopic();
        }
        long end = reader.endOffsets(List.of(partition)).get(partition);
        reader.seek(partition, first.offset());
        long giveUp = System.nanoTime() + SCAN.toNanos();
        for (int scanned = 0; reader.position(partition) < end; ) {
            if (scanned > MAX_SCANNED || System.nanoTime() > giveUp) {
                return new Place.Unknown("too much lies on " + topic + " to be looked through");
            }
            for (ConsumerRecord<String, String> record : reader.poll(POLL)) {
                scanned++;
                if (isMessage(record, key, messageId)) {
                    Backlog backlog = backlog(partition, end, group);
                    return end - backlog.lag() > record.offset() ? new Place.Read() : new Place.Unread(backlog);
                }
            }
        }
        return new Place.NotOnTopic();
    }

    /** How far a group is behind on the partition that holds a key. */
    Backlog backlog(Consumer<String, String> reader, String topic, String key, String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        TopicPartition partition = partition(reader, topic, key);
        return backlog(partition, reader.endOffsets(List.of(partition)).get(partition), group);
    }

    /** What the services' instances said last; of each the newest. */
    List<Diagnosis> diagnoses(Consumer<String, String> reader) {
        TopicPartition partition = new TopicPartition(Diagnosis.TOPIC, 0);
        reader.assign(List.of(partition));
        long end = reader.endOffsets(List.of(partition)).get(partition);
        long begin = reader.beginningOffsets(List.of(partition)).get(partition);
        reader.seek(partition, Math.max(begin, end - MAX_DIAGNOSES));
        Map<String, Diagnosis> newest = new HashMap<>();
        long giveUp = System.nanoTime() + SCAN.toNanos();
        while (reader.position(partition) < end && System.nanoTime() < giveUp) {
            for (ConsumerRecord<String, String> record : reader.poll(POLL)) {
                if (record.key() != null && record.value() != null) {
                    newest.put(record.key(), JsonBody.read(record.value(), Diagnosis.class));
                }
            }
        }
        return new ArrayList<>(newest.values());
    }

    private Backlog backlog(TopicPartition partition, long end, String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        var offsets = admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
        var groups =
                admin().describeConsumerGroups(List.of(group)).describedGroups().get(group);
        OffsetAndMetadata committed =
                offsets.get(CALL_MILLIS, TimeUnit.MILLISECONDS).get(partition);
        int consumers;
        try {
            ConsumerGroupDescription description = groups.get(CALL_MILLIS, TimeUnit.MILLISECONDS);
            consumers = (int) description.members().stream()
                    .filter(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(assigned -> assigned.topic().equals(partition.topic())))
                    .count();
        } catch (ExecutionException e) {
            consumers = 0; // A group that never was, or is gone.
        }
        long next = committed == null ? 0 : committed.offset();
        return new Backlog(partition.topic(), partition.partition(), Math.max(0, end - next), consumers);
    }

    private static TopicPartition partition(Consumer<String, String> reader, String topic, String key) {
        int partitions = reader.partitionsFor(topic).size();
        int hash = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)));
        return new TopicPartition(topic, hash % partitions);
    }

    private static boolean isMessage(ConsumerRecord<String, String> record, String key, UUID messageId) {
        Header id = record.headers().lastHeader("ce_id");
        return key.equals(record.key())
                && id != null
                && id.value() != null
                && messageId.toString().equals(new String(id.value(), StandardCharsets.UTF_8));
    }

    private synchronized Admin admin() {
        Admin client = admin;
        if (client == null) {
            Map<String, Object> settings = new HashMap<>(kafkaSettings);
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_MILLIS);
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MILLIS);
            settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
            settings.keySet().retainAll(AdminClientConfig.configNames());
            client = Admin.create(settings);
            admin = client;
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofMillis(500));
        }
    }
}
