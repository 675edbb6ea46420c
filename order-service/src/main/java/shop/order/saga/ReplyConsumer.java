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

    @Incoming("inventory-events")
    @Blocking
    void consumeInventory(ConsumerRecords<String, String> records) {
        batches.consume(records);
    }

    @Incoming("payment-events")
    @Blocking
    void consumePayment(ConsumerRecords<String, String> records) {
        batches.consume(records);
    }

    @Incoming("shipping-events")
    @Blocking
    void consumeShipping(ConsumerRecords<String, String> records) {
        batches.consume(records);
    }
}
