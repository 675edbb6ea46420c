package shop.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.shipping.ShippingFixtures.arrange;
import static shop.shipping.ShippingFixtures.cancel;
import static shop.shipping.ShippingFixtures.message;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import shop.messaging.IncomingMessage;
import shop.messaging.Uuid7;
import shop.shipping.Shipment.State;
import shop.testkit.KafkaResource;
import shop.testkit.Polled;
import shop.testkit.PostgresResource;

/** A command that is on the topic is carried out: the channel is wired to the handler. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = "shipping-service"))
@WithTestResource(KafkaResource.class)
class ShippingCommandConsumerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Inject
    Shipments shipments;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void aCommandOnTheTopic_isCarriedOut() throws Exception {
        UUID order = Uuid7.next();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            send(producer, message(arrange(order)));
            await().atMost(DEADLINE).until(() -> shipments.find(order).isPresent());
            assertThat(shipments.find(order).orElseThrow().state()).isEqualTo(State.ARRANGED);

            send(producer, message(cancel(order)));
            await().atMost(DEADLINE)
                    .until(() -> shipments.find(order).orElseThrow().state() == State.CANCELLED);
        }
    }

    private static void send(KafkaProducer<String, String> producer, IncomingMessage message) throws Exception {
        producer.send(new ProducerRecord<>(
                        message.topic(), null, null, message.key(), message.payload(), Polled.headers(message)))
                .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
}
