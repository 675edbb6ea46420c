package shop.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a topic through the channel into the database, with what a group of consumers sees of it. */
@QuarkusTest
@WithTestResource(MessagingServers.class)
class ConsumingTest {

    private static final String GROUP = "toy-service";

    MessagingServers servers;

    @Inject
    ToyDatabase database;

    @Inject
    ToyHandler handler;

    @Inject
    MeterRegistry metrics;

    private long effectsBefore;

    @BeforeEach
    void remembersWhatIsThere() {
        handler.loseConnections(0);
        effectsBefore = database.effects();
    }

    @AfterEach
    void connectionsHold() {
        handler.loseConnections(0);
    }

    @Test
    void recordsThatComeOneAfterAnother_areCarriedOutTogether() throws Exception {
        int count = 1_500;
        long batchesBefore = batches();

        try (var producer = producer()) {
            for (int i = 0; i < count; i++) {
                producer.send(Records.produced("a")).get(20, TimeUnit.SECONDS);
            }
        }
        awaitEffects(count);

        assertThat(batches() - batchesBefore).isLessThan(count / 8);
    }

    @Test
    void whatWasCarriedOut_isAcknowledgedWithoutAnotherMessage() throws Exception {
        try (var producer = producer();
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            var place = producer.send(Records.produced("a")).get(20, TimeUnit.SECONDS);

            eventually().untilAsserted(() -> {
                OffsetAndMetadata position = admin.listConsumerGroupOffsets(GROUP)
                        .partitionsToOffsetAndMetadata()
                        .get(20, TimeUnit.SECONDS)
                        .get(new TopicPartition(place.topic(), place.partition()));
                assertThat(position).isNotNull();
                assertThat(position.offset()).isEqualTo(place.offset() + 1);
            });
        }
    }

    @Test
    void whileABatchIsTriedAgain_anotherMemberIsLetIn_andNothingIsLost() throws Exception {
        handler.loseConnections(Integer.MAX_VALUE);
        try (var producer = producer()) {
            producer.send(Records.produced(ToyHandler.LOSE_CONNECTION)).get(20, TimeUnit.SECONDS);
            eventually().until(handler::hasLostConnections);

            try (var other = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            servers.bootstrapServers(),
                            "group.id",
                            GROUP,
                            "enable.auto.commit",
                            "false",
                            "session.timeout.ms",
                            "6000"),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                other.subscribe(List.of(Records.TOPIC));
                eventually().until(() -> {
                    other.poll(Duration.ofMillis(100));
                    return !other.assignment().isEmpty();
                });
                assertThat(database.effects()).isEqualTo(effectsBefore);
            }

            handler.loseConnections(0);
            awaitEffects(1);
            assertThat(database.effects()).isEqualTo(database.effectiveMessages());
        }
    }

    private long batches() {
        DistributionSummary sizes = metrics.find("shop.messages.batch.size").summary();
        return sizes == null ? 0 : sizes.count();
    }

    private void awaitEffects(int count) {
        eventually()
                .untilAsserted(
                        () -> assertThat(database.effects() - effectsBefore).isEqualTo(count));
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.bootstrapServers(), "linger.ms", "0"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }
}
