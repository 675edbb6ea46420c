package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.payment.PaymentFixtures.SERVICE;
import static shop.payment.PaymentFixtures.authorize;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import shop.messaging.Database;
import shop.messaging.Uuid7;
import shop.testkit.KafkaResource;
import shop.testkit.Polled;
import shop.testkit.PostgresResource;

/** From the topic to the outbox, through the channel as it is configured. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class PaymentCommandConsumerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Inject
    Database database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void aCommandOnTheTopic_isAnsweredInTheOutbox() {
        UUID order = Uuid7.next();
        send(Polled.from("payment.commands")
                .message(order, PaymentCommand.AUTHORIZE_PAYMENT, authorize(order, "customer-1", 100))
                .batch()
                .iterator()
                .next());
        Awaitility.await()
                .atMost(DEADLINE)
                .untilAsserted(() -> assertThat(database.query(
                                "select type from outbox where message_key = ?",
                                row -> row.getString(1),
                                order.toString()))
                        .containsExactly("shop.payment.PaymentAuthorized.v1"));
    }

    private void send(ConsumerRecord<String, String> record) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers()));
        }
    }
}
