package shop.testkit.messaging;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import shop.messaging.BatchConsumer;

/** Hands polled batches to the handler, as the services do. */
@ApplicationScoped
class ToyCommandConsumer {

    private final BatchConsumer batches;

    ToyCommandConsumer(BatchConsumer batches) {
        this.batches = batches;
    }

    @Incoming("toy-commands")
    @Blocking
    void consume(ConsumerRecords<String, String> records) {
        batches.consume(records);
    }
}
