package shop.order.catalog;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import shop.messaging.BatchConsumer;

/** Reads {@code product.events}. */
@ApplicationScoped
class ProductEventConsumer {

    private final BatchConsumer batches;

    ProductEventConsumer(BatchConsumer batches) {
        this.batches = batches;
    }

    @Incoming("product-events")
    @Blocking
    void consume(ConsumerRecords<String, String> records) {
        batches.consume(records);
    }
}
