package shop.messaging;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps a consumer from polling more often than a {@link Pace} allows. What a batch costs hardly depends on its size; a
 * consumer that asks as often as it can gets one record at a time and spends its processor on asking. So under load what
 * was polled waits a few milliseconds on the polling thread while more gathers behind it, and what comes after a time of
 * rest, or one record after another, waits for nothing.
 *
 * <p>Made by the Kafka client, on whose polling thread it runs. Set by the channel's {@code pace.batches.per.second} and
 * {@code pace.batches.at.once}.
 */
public final class PollPace implements ConsumerInterceptor<Object, Object> {

    private static final String PER_SECOND = "pace.batches.per.second";
    private static final String AT_ONCE = "pace.batches.at.once";

    private final LongSupplier nanoTime;
    private final LongConsumer restNanos;
    private Pace pace;

    /** Made by the Kafka client, which configures it next. */
    public PollPace() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    PollPace(LongSupplier nanoTime, LongConsumer restNanos) {
        this.nanoTime = nanoTime;
        this.restNanos = restNanos;
        this.pace = new Pace(1, 1, nanoTime.getAsLong());
    }

    @Override
    public void configure(Map<String, ?> settings) {
        pace = new Pace(number(settings, PER_SECOND), number(settings, AT_ONCE), nanoTime.getAsLong());
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        long wait = pace.waitNanos(nanoTime.getAsLong());
        if (wait > 0) {
            restNanos.accept(wait);
        }
        pace.done(nanoTime.getAsLong(), records.count());
        return records;
    }

    private static int number(Map<String, ?> settings, String name) {
        Object value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a channel lacks " + name);
        }
        return Integer.parseInt(value.toString());
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> positions) {}

    @Override
    public void close() {}
}
