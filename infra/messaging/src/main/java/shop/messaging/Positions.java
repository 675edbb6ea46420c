package shop.messaging;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One consumer's positions: commits what was acknowledged, together and without waiting, and can start over.
 *
 * <p>After {@link #startOver} nothing polled before is committed any more, however late it is acknowledged. Commits and
 * starting over run on the polling thread, so neither overtakes the other.
 */
final class Positions implements KafkaCommitHandler {

    private static final Logger LOG = Logger.getLogger(Positions.class);
    /** A commit is a request to the broker and a record in its log; one for each batch would cost more than the batch. */
    private static final Duration COMMITTED_WITHIN = Duration.ofMillis(200);

    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final Duration START_OVER_TIMEOUT = Duration.ofSeconds(15);

    private record Acknowledged(long stamp, long nextOffset) {}

    private final KafkaConsumer<?, ?> consumer;
    private final Vertx vertx;
    private final AtomicBoolean commitIsDue = new AtomicBoolean();
    private final Set<TopicPartition> assigned = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, Acknowledged> acknowledged = new ConcurrentHashMap<>();

    /** From which stamp on a partition's acknowledgements count. Touched by the polling thread alone. */
    private final Map<TopicPartition, Long> countsFrom = new HashMap<>();

    Positions(KafkaConsumer<?, ?> consumer, Vertx vertx) {
        this.consumer = consumer;
        this.vertx = vertx;
    }

    Set<TopicPartition> assigned() {
        return Set.copyOf(assigned);
    }

    /**
     * Seeks to the beginning of the given partitions and commits that, as far as they are still ours.
     *
     * @return the partitions for which it is done and committed
     * @throws RuntimeException if it cannot be committed in time; it must be asked for again then
     */
    Set<TopicPartition> startOver(Set<TopicPartition> partitions) {
        return consumer.runOnPollingThread(client -> {
                    return startOver(client, partitions);
                })
                .await()
                .atMost(START_OVER_TIMEOUT);
    }

    private Set<TopicPartition> startOver(Consumer<?, ?> client, Set<TopicPartition> partitions) {
        Set<TopicPartition> ours = new HashSet<>(partitions);
        ours.retainAll(client.assignment());
        if (ours.isEmpty()) {
            return ours;
        }
        long stamp = PollStamp.advance();
        Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
        for (TopicPartition partition : ours) {
            countsFrom.put(partition, stamp);
            acknowledged.remove(partition);
            beginning.put(partition, new OffsetAndMetadata(0));
        }
        client.seekToBeginning(ours);
        client.commitSync(beginning, COMMIT_TIMEOUT);
        return ours;
    }

    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
        TopicPartition partition = new TopicPartition(record.getTopic(), record.getPartition());
        long stamp = PollStamp.of(record.getHeaders());
        acknowledged.put(partition, new Acknowledged(stamp, record.getOffset() + 1));
        commitSoon();
        return Uni.createFrom().voidItem().runSubscriptionOn(record::runOnMessageContext);
    }

    /** Has everything that is acknowledged until then committed at once, unless that is about to happen already. */
    private void commitSoon() {
        if (commitIsDue.compareAndSet(false, true)) {
            vertx.setTimer(COMMITTED_WITHIN.toMillis(), timer -> {
                commitIsDue.set(false);
                consumer.runOnPollingThread(this::commit)
                        .subscribe()
                        .with(done -> {}, failure -> LOG.debugf("not committed: %s", failure.getMessage()));
            });
        }
    }

    /** Commits everything acknowledged so far; what fails is repeated by a later commit, or delivered again. */
    private void commit(Consumer<?, ?> client) {
        Map<TopicPartition, OffsetAndMetadata> due = takeDue(client);
        if (!due.isEmpty()) {
            client.commitAsync(due, (offsets, failure) -> {
                if (failure != null) {
                    LOG.debugf("not committed %s: %s", offsets, failure.getMessage());
                }
            });
        }
    }

    /** The same at once, for who gives partitions away: what is left would only be delivered again to another. */
    private void commitNow(Consumer<?, ?> client) {
        Map<TopicPartition, OffsetAndMetadata> due = takeDue(client);
        if (!due.isEmpty()) {
            try {
                client.commitSync(due, FAREWELL);
            } catch (KafkaException e) {
                LOG.debugf("not committed %s: %s", due, e.getMessage());
            }
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> takeDue(Consumer<?, ?> client) {
        Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
        for (TopicPartition partition : Set.copyOf(acknowledged.keySet())) {
            Acknowledged next = acknowledged.remove(partition);
            if (next != null
                    && next.stamp() >= countsFrom.getOrDefault(partition, 0L)
                    && client.assignment().contains(partition)) {
                due.put(partition, new OffsetAndMetadata(next.nextOffset()));
            }
        }
        return due;
    }

    @Override
    public void partitionsAssigned(Collection<TopicPartition> partitions) {
        assigned.addAll(partitions);
    }

    /** Called on the polling thread, while the partitions are still ours. */
    @Override
    public void partitionsRevoked(Collection<TopicPartition> partitions) {
        commitNow(consumer.unwrap());
        assigned.removeAll(partitions);
    }
}
