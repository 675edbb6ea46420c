package shop.order.saga;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import shop.messaging.BatchConsumer;

/** Reads what the participants tell. */
@ApplicationScoped
class ReplyConsumer {

    private final BatchConsumer batches;

    ReplyConsumer(BatchConsumer batches) {
        this.batches = batches;
    }

    /** One channel for all three topics: what different participants tell of an order meets in one transaction. */
    @Incoming("replies")
    @Blocking
    void consume(ConsumerRecords<String, String> records) {
        batches.consume(records);
    }
}
