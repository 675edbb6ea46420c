package shop.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Carries out what was polled; see {@link #consume}. */
@ApplicationScoped
public class BatchConsumer {

    /** Carries out a polled batch in one database transaction, and returns once it is committed. */
    public void consume(ConsumerRecords<String, String> records) {
        throw new UnsupportedOperationException("not yet: " + records.count());
    }
}
