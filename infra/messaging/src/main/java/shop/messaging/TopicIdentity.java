package shop.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a topic was deleted and made again, or that Kafka came back empty, and has this service's consumers start
 * over: their positions belong to the topic that is gone, and would skip records of the new one.
 *
 * <p>The database notes for each partition which incarnation of the topic (Kafka's topic id) the positions belong to. If
 * the topic's id is another one, the consumer that holds the partition seeks to the beginning, commits that, and only
 * then is the new id noted. A crash in between, or a partition that moves to another replica, finds the old id still
 * noted and starts over again; what was committed for the old incarnation can never be taken up. The inbox makes the
 * repeats harmless. A partition noted for the first time is treated alike.
 */
@ApplicationScoped
public class TopicIdentity {

    private static final Logger LOG = Logger.getLogger(TopicIdentity.class);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);
    private static final String NOTED = "select topic, partition, topic_id from topic_identity where topic = any(?)";
    private static final String NOTE = """
            insert into topic_identity (topic, partition, topic_id)
            select topic, partition, topic_id from unnest(?, ?, ?) as n(topic, partition, topic_id)
            on conflict (topic, partition) do update set topic_id = excluded.topic_id, noted_at = clock_timestamp()
            """;

    private final Database database;
    private final PositionsFactory positions;
    private final Map<String, Object> kafkaSettings;
    private final Counter startedOver;
    private @Nullable Admin admin;
    private boolean unreachable;

    TopicIdentity(
            Database database,
            @Identifier("positions") PositionsFactory positions,
            @Identifier("default-kafka-broker") Map<String, Object> kafkaSettings,
            MeterRegistry registry) {
        this.database = database;
        this.positions = positions;
        this.kafkaSettings = kafkaSettings;
        this.startedOver = Counter.builder("shop.consumers.started.over")
                .description("Partitions read from the beginning because their topic was made anew")
                .register(registry);
    }

    void onStart(
            @Observes StartupEvent event,
            Ticker ticker,
            @ConfigProperty(name = "shop.topic-identity.every", defaultValue = "2s") String every) {
        ticker.every(every, "topic-identity", this::look);
    }

    private void look() {
        try {
            check();
            if (unreachable) {
                LOG.info("topics can be checked again");
            }
            unreachable = false;
        } catch (RuntimeException | ExecutionException | TimeoutException e) {
            if (!unreachable) {
                LOG.warnf("cannot check the topics' identity, tried again: %s", BatchConsumer.describe(e));
            }
            unreachable = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Compares the topics of all partitions held here with what is noted, and starts over where they differ. */
    private void check() throws ExecutionException, TimeoutException, InterruptedException {
        Set<String> topics = positions.all().stream()
                .map(Positions::assigned)
                .flatMap(Collection::stream)
                .map(TopicPartition::topic)
                .collect(Collectors.toSet());
        if (topics.isEmpty()) {
            return;
        }
        Map<String, String> current = currentIds(topics);
        Map<TopicPartition, String> noted = QuarkusTransaction.requiringNew().call(() -> noted(current.keySet()));
        for (Positions consumer : positions.all()) {
            Set<TopicPartition> strange = consumer.assigned().stream()
                    .filter(partition -> current.containsKey(partition.topic()))
                    .filter(partition -> !current.get(partition.topic()).equals(noted.get(partition)))
                    .collect(Collectors.toSet());
            if (!strange.isEmpty()) {
                startOver(consumer, strange, current, noted);
            }
        }
    }

    private void startOver(
            Positions consumer,
            Set<TopicPartition> strange,
            Map<String, String> current,
            Map<TopicPartition, String> noted) {
        Set<TopicPartition> done = consumer.startOver(strange);
        if (done.isEmpty()) {
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> note(done, current));
        for (TopicPartition partition : done) {
            String before = noted.get(partition);
            if (before == null) {
                LOG.infof("topic=%s partition=%d read from the beginning", partition.topic(), partition.partition());
            } else {
                startedOver.increment();
                LOG.errorf(
                        "topic=%s was made anew (from=%s to=%s): partition=%d is read from the beginning again",
                        partition.topic(), before, current.get(partition.topic()), partition.partition());
            }
        }
    }

    private Map<TopicPartition, String> noted(Set<String> topics) {
        Map<TopicPartition, String> noted = new HashMap<>();
        database.query(
                NOTED,
                row -> noted.put(
                        new TopicPartition(row.getString("topic"), row.getInt("partition")), row.getString("topic_id")),
                (Object) topics.toArray(String[]::new));
        return noted;
    }

    private void note(Set<TopicPartition> partitions, Map<String, String> current) {
        TopicPartition[] sorted = partitions.stream()
                .sorted((a, b) -> a.topic().equals(b.topic())
                        ? Integer.compare(a.partition(), b.partition())
                        : a.topic().compareTo(b.topic()))
                .toArray(TopicPartition[]::new);
        String[] topics = new String[sorted.length];
        Integer[] numbers = new Integer[sorted.length];
        String[] ids = new String[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            topics[i] = sorted[i].topic();
            numbers[i] = sorted[i].partition();
            ids[i] = current.get(sorted[i].topic());
        }
        database.update(NOTE, topics, numbers, ids);
    }

    /** The topics' ids; a topic that is not there just now is left out. */
    private Map<String, String> currentIds(Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, String> ids = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> described :
                admin().describeTopics(topics).topicNameValues().entrySet()) {
            try {
                TopicDescription topic = described.getValue().get(BROKER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                ids.put(described.getKey(), topic.topicId().toString());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return ids;
    }

    private synchronized Admin admin() {
        Admin client = admin;
        if (client == null) {
            Map<String, Object> settings = new HashMap<>(kafkaSettings);
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) BROKER_TIMEOUT.toMillis() - 1_000);
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) BROKER_TIMEOUT.toMillis());
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
            admin.close(Duration.ofSeconds(1));
        }
    }
}
