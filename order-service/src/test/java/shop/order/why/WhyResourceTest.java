package shop.order.why;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.placed;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.Diagnosis;
import shop.messaging.JsonBody;
import shop.order.OrderFixtures;
import shop.order.saga.SagaStories;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** Why a saga waits, with the test in the place of the relay and of payment-service. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class WhyResourceTest {

    private static final String COMMANDS = "payment.commands";

    @Inject
    BatchConsumer batches;

    @Inject
    Database database;

    @Inject
    SagaStories stories;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
    }

    @Test
    void aCommandIsFollowed_fromTheOutboxToItsHandler() throws ExecutionException, InterruptedException {
        UUID order = placed();
        stories.tell("StockReserved", order);

        awaitCause(order, "NOT_RELAYED");

        RecordMetadata place = relay(order, Instant.now());
        JsonPath notConsumed = awaitCause(order, "NOT_CONSUMED");
        assertThat(notConsumed.getString("step")).isEqualTo("authorize-payment");
        assertThat(notConsumed.getString("command")).isEqualTo("AuthorizePayment");
        assertThat(notConsumed.getString("evidence.topic")).isEqualTo(COMMANDS);
        assertThat(notConsumed.getInt("evidence.partition")).isEqualTo(place.partition());
        assertThat(notConsumed.getInt("evidence.consumers")).isZero();
        assertThat(notConsumed.getString("summary")).startsWith("payment-service does not consume");

        Diagnosis.Failing failing = new Diagnosis.Failing(COMMANDS, Instant.now(), "the disk is full");
        say(new Diagnosis("payment-service", "one", Instant.now(), failing, 0, List.of(), null));
        JsonPath handlerFailing = awaitCause(order, "HANDLER_FAILING");
        assertThat(handlerFailing.getString("evidence.error")).isEqualTo("the disk is full");

        say(new Diagnosis("payment-service", "one", Instant.now(), null, 0, List.of(), null));
        read(place);
        JsonPath deadline = awaitCause(order, "AWAITING_DEADLINE");
        assertThat(deadline.getString("evidence.deadline")).isNotBlank();

        Diagnosis.Parked parked = new Diagnosis.Parked(
                UUID.randomUUID(), order.toString(), "shop.payment.AuthorizePayment.v1", "no such account");
        say(new Diagnosis("payment-service", "one", Instant.now(), null, 1, List.of(parked), null));
        assertThat(awaitCause(order, "PARKED").getString("evidence.error")).isEqualTo("no such account");

        say(new Diagnosis(
                "payment-service", "one", Instant.now(), null, 0, List.of(), new Diagnosis.Relay(5_000, false)));
        assertThat(awaitCause(order, "ANSWER_NOT_RELAYED").getInt("evidence.lagBytes"))
                .isEqualTo(5_000);
    }

    @Test
    void aSagaThatHasEnded_isFinal_andOneThatIsNot_isNotFound() {
        UUID order = placed();
        stories.tellAll(order, "StockRejected", "PaymentVoided");
        assertThat(why(order).getString("cause")).isEqualTo("FINAL");
        given().get("/orders/" + UUID.randomUUID() + "/saga/why").then().statusCode(404);
    }

    @Test
    void thisServiceSaysHowItIs() {
        Awaitility.await("a diagnosis")
                .atMost(Duration.ofSeconds(60))
                .until(this::diagnosesOfOrderService, count -> count > 0);
    }

    @Inject
    QueueInquiry queue;

    private long diagnosesOfOrderService() {
        try (var reader = queue.open()) {
            return queue.diagnoses(reader).stream()
                    .filter(diagnosis -> diagnosis.service().equals(SERVICE))
                    .count();
        }
    }

    private JsonPath awaitCause(UUID order, String cause) {
        return Awaitility.await("why is it " + cause)
                .atMost(Duration.ofSeconds(60))
                .until(() -> why(order), why -> Objects.equals(why.getString("cause"), cause));
    }

    private static JsonPath why(UUID order) {
        return given().get("/orders/" + order + "/saga/why")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** What the relay does with the order's payment command. */
    private RecordMetadata relay(UUID order, Instant now) throws ExecutionException, InterruptedException {
        String id = database.query(
                        "select id from outbox where message_key = ? and topic = ?",
                        row -> row.getString(1),
                        order.toString(),
                        COMMANDS)
                .getFirst();
        ProducerRecord<String, String> command =
                new ProducerRecord<>(COMMANDS, null, now.toEpochMilli(), order.toString(), "{}");
        command.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        return send(command);
    }

    private void say(Diagnosis diagnosis) throws ExecutionException, InterruptedException {
        send(new ProducerRecord<>(Diagnosis.TOPIC, diagnosis.instance(), JsonBody.write(diagnosis)));
    }

    private RecordMetadata send(ProducerRecord<String, String> message)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            return producer.send(message).get();
        }
    }

    /** What payment-service's group does when it has carried the command out. */
    private void read(RecordMetadata place) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.alterConsumerGroupOffsets(
                            "payment-service",
                            Map.of(
                                    new TopicPartition(COMMANDS, place.partition()),
                                    new OffsetAndMetadata(place.offset() + 1)))
                    .all()
                    .get();
        }
    }
}
