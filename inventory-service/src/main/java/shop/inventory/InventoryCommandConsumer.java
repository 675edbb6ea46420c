package shop.inventory;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import shop.messaging.BatchConsumer;

/** Where the commands come in. */
@ApplicationScoped
class InventoryCommandConsumer {

    private final BatchConsumer batches;

    InventoryCommandConsumer(BatchConsumer batches) {
        this.batches = batches;
    }

    @Incoming("inventory-commands")
    @Blocking
    void consume(ConsumerRecords<String, String> records) {
        batches.consume(records);
    }
}
