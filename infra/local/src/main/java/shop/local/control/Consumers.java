package shop.local.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * How far the services' consumers are behind. Kafka is asked only when somebody wants to know, at most once a second, and
 * given a second and a half; while it is away, or hangs, the answer is that nobody knows.
 *
 * <p>A service's consumer group has its name. It reads from the beginning what it has no position for.
 */
public final class Consumers implements AutoCloseable {

    /** Which topics each service reads. */
    public static final Map<String, List<String>> SUBSCRIPTIONS = subscriptions();

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int TIMEOUT_MILLIS = 1500;

    private final String bootstrapServers;
    private final Map<String, List<String>> subscriptions;
    private final BooleanSupplier isThere;
    private @Nullable Admin admin;
    private List<ConsumerStatus> known = List.of();
    private Instant knownAt = Instant.EPOCH;

    /**
     * @param subscriptions which topics each group reads
     * @param isThere whether it makes sense to ask Kafka at all
     */
    public Consumers(String bootstrapServers, Map<String, List<String>> subscriptions, BooleanSupplier isThere) {
        this.bootstrapServers = bootstrapServers;
        this.subscriptions = subscriptions;
        this.isThere = isThere;
    }

    /** One for each service, at most a second old. */
    synchronized List<ConsumerStatus> now() {
        if (Instant.now().isAfter(knownAt.plus(FRESH))) {
            known = isThere.getAsBoolean() ? ask() : unknown();
            knownAt = Instant.now();
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }

    private List<ConsumerStatus> ask() {
        try {
            if (admin == null) {
                admin = newAdmin();
            }
            return ask(admin);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            // What cannot be seen is not known; the next question is a new client's.
            close();
            return unknown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown();
        }
    }

    private List<ConsumerStatus> ask(Admin kafka) throws ExecutionException, InterruptedException, TimeoutException {
        Collection<String> topics =
                subscriptions.values().stream().flatMap(List::stream).toList();
        var descriptions = kafka.describeTopics(topics).allTopicNames();
        var groups = kafka.describeConsumerGroups(subscriptions.keySet()).describedGroups();
        var positions = kafka.listConsumerGroupOffsets(subscriptions.keySet().stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> new ListConsumerGroupOffsetsSpec())))
                .all();
        List<TopicPartition> partitions = partitions(get(descriptions).values());
        Map<TopicPartition, Long> ends = offsets(kafka, partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> beginnings = offsets(kafka, partitions, OffsetSpec.earliest());
        List<ConsumerStatus> consumers = new ArrayList<>();
        for (String service : subscriptions.keySet()) {
            var read = partitions.stream()
                    .filter(partition -> subscribed(service).contains(partition.topic()))
                    .toList();
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed =
                    get(positions).getOrDefault(service, Map.of());
            long lag = read.stream()
                    .mapToLong(partition ->
                            behind(committed.get(partition), beginnings.get(partition), ends.get(partition)))
                    .sum();
            consumers.add(new ConsumerStatus(service, lag, members(Objects.requireNonNull(groups.get(service)))));
        }
        return consumers;
    }

    private static long behind(@Nullable OffsetAndMetadata position, @Nullable Long beginning, @Nullable Long end) {
        long from = position == null ? Objects.requireNonNull(beginning) : position.offset();
        return Math.max(0, Objects.requireNonNull(end) - from);
    }

    private static int members(KafkaFuture<org.apache.kafka.clients.admin.ConsumerGroupDescription> group)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return get(group).members().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    private static Map<TopicPartition, Long> offsets(Admin kafka, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        var found =
                get(kafka.listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> which)))
                        .all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().offset()));
    }

    private static List<TopicPartition> partitions(Collection<TopicDescription> topics) {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private List<String> subscribed(String service) {
        return subscriptions.getOrDefault(service, List.of());
    }

    private List<ConsumerStatus> unknown() {
        return subscriptions.keySet().stream().map(ConsumerStatus::unknown).toList();
    }

    private Admin newAdmin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS));
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Map<String, List<String>> subscriptions() {
        Map<String, List<String>> topics = new LinkedHashMap<>();
        topics.put("order-service", List.of("payment.events", "inventory.events", "shipping.events", "product.events"));
        topics.put("payment-service", List.of("payment.commands"));
        topics.put("inventory-service", List.of("inventory.commands"));
        topics.put("shipping-service", List.of("shipping.commands"));
        return java.util.Collections.unmodifiableMap(topics);
    }
}
