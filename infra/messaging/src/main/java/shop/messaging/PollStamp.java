package shop.messaging;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Stamps every polled record with a number that rises whenever a consumer of this process starts over, so that the
 * acknowledgement of a record polled before can be told from one polled after. Made by the Kafka client, on whose
 * polling thread it runs.
 */
public final class PollStamp implements ConsumerInterceptor<Object, Object> {

    private static final String HEADER = "shop_poll_stamp";
    private static final AtomicLong NOW = new AtomicLong();

    /** Begins a new age: what is polled from now on, by the calling polling thread, has this stamp or a greater one. */
    static long advance() {
        return NOW.incrementAndGet();
    }

    /** The stamp of a polled record. */
    static long of(Headers headers) {
        Header stamp = headers.lastHeader(HEADER);
        return stamp == null ? 0 : ByteBuffer.wrap(stamp.value()).getLong();
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        byte[] stamp = ByteBuffer.allocate(Long.BYTES).putLong(NOW.get()).array();
        for (ConsumerRecord<Object, Object> record : records) {
            record.headers().remove(HEADER).add(HEADER, stamp);
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> settings) {}
}
