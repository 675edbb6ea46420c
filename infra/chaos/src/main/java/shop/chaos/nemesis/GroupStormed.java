package shop.chaos.nemesis;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import shop.chaos.site.Site;
import shop.chaos.site.Topic;

/**
 * A rebalance storm: strangers join a service's consumer group, are given partitions, carry nothing out and commit
 * nothing, and leave again, one after the other.
 */
final class GroupStormed implements Fault {

    private static final int STRANGERS = 4;
    private static final Duration JOINS_WITHIN = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Site site;
    private final String service;
    private final Set<TopicPartition> taken = new HashSet<>();
    private int joined;

    GroupStormed(Site site, String service) {
        this.site = site;
        this.service = service;
    }

    @Override
    public void inject() throws Exception {
        site.awaitReady("kafka");
        for (int i = 0; i < STRANGERS; i++) {
            joinAndLeave();
        }
    }

    @Override
    public Optional<String> evidence() {
        return joined > 0
                ? Optional.of(
                        "%d strangers joined and left, and were given %d partitions".formatted(joined, taken.size()))
                : Optional.empty();
    }

    @Override
    public void heal() {}

    @Override
    public void awaitReady() throws Exception {
        for (String replica : site.replicasOf(service)) {
            site.awaitReady(replica);
        }
    }

    private void joinAndLeave() {
        List<String> topics = Arrays.stream(Topic.values())
                .filter(topic -> topic.reader().equals(service))
                .map(Topic::topic)
                .toList();
        try (KafkaConsumer<byte[], byte[]> stranger =
                new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            stranger.subscribe(topics);
            long deadline = System.nanoTime() + JOINS_WITHIN.toNanos();
            while (stranger.assignment().isEmpty() && System.nanoTime() < deadline) {
                stranger.poll(POLL);
            }
            if (!stranger.assignment().isEmpty()) {
                joined++;
                taken.addAll(stranger.assignment());
            }
        }
    }

    private Properties settings() {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, site.bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, service);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_500);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return properties;
    }
}
