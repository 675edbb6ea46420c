package shop.testkit.messaging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A live consumer whose topic is made anew under it skips nothing, and a broker that is away makes nobody unready. */
@QuarkusTest
@WithTestResource(MessagingServers.class)
class TopicIdentityTest {

    private static final int BEFORE = 60;

    MessagingServers servers;

    @Inject
    ToyDatabase database;

    private long effectsBefore;

    @BeforeEach
    void remembersWhatIsThere() {
        effectsBefore = database.effects();
    }

    @AfterEach
    void kafkaRuns() throws Exception {
        servers.ensureKafka();
    }

    @Test
    void kafkaEmptied_everythingInTheNewTopicIsCarriedOutOnce() throws Exception {
        produce(BEFORE);
        awaitEffects(BEFORE);

        servers.killKafka();
        servers.emptyKafka();
        servers.startKafka();
        servers.makeTopics();
        // More than before at once: a position of the old topic would point into the middle of the new one.
        produce(5 * BEFORE);

        awaitEffects(6 * BEFORE);
        assertNothingDoubled();
    }

    @Test
    void topicMadeAnewWhileTheBrokerRuns_everythingInItIsCarriedOutOnce() throws Exception {
        produce(BEFORE);
        awaitEffects(BEFORE);

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            admin.deleteTopics(List.of(Records.TOPIC)).all().get(20, TimeUnit.SECONDS);
            eventually().until(() -> !topics(admin).contains(Records.TOPIC));
        }
        servers.makeTopics();
        produce(5 * BEFORE);

        awaitEffects(6 * BEFORE);
        assertNothingDoubled();
    }

    @Test
    void brokerAway_theServiceStaysReadyAndGoesOnWhenItIsBack() throws Exception {
        produce(BEFORE);
        awaitEffects(BEFORE);

        servers.killKafka();
        Awaitility.await()
                .during(Duration.ofSeconds(10))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(TopicIdentityTest::assertHealthy);
        servers.startKafka();
        produce(BEFORE);

        awaitEffects(2 * BEFORE);
        assertHealthy();
        assertNothingDoubled();
    }

    private static void assertHealthy() {
        given().get("/q/health").then().statusCode(200).body("status", equalTo("UP"));
    }

    private static Set<String> topics(Admin admin) throws Exception {
        return admin.listTopics().names().get(20, TimeUnit.SECONDS);
    }

    private void produce(int count) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                servers.bootstrapServers(),
                "acks",
                "all",
                "enable.idempotence",
                "false",
                "max.block.ms",
                "20000");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(Records.produced("a")));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private void awaitEffects(int count) {
        eventually()
                .untilAsserted(
                        () -> assertThat(database.effects() - effectsBefore).isEqualTo(count));
    }

    private void assertNothingDoubled() {
        assertThat(database.effects()).isEqualTo(database.effectiveMessages());
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
