package shop.local.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.server.Distribution;
import shop.local.server.KafkaServer;
import shop.local.server.Ports;
import shop.local.server.RunningServer;
import shop.local.server.Topics;

/** The lag of consumers of a real Kafka. */
class ConsumersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Distribution DISTRIBUTION = new Distribution(Path.of(System.getProperty("saga.root")));

    @TempDir
    private Path home;

    @Test
    void lag_isWhatLiesBehindThePosition_andAllThereIsWhereThereIsNone_andUnknownWithoutKafka() throws Exception {
        List<Integer> ports = Ports.free(2);
        KafkaServer server = new KafkaServer(
                DISTRIBUTION, home.resolve("kafka"), home.resolve("kafka.log"), ports.getFirst(), ports.getLast());
        try (RunningServer running =
                        RunningServer.start(server, home.resolve("kafka")).awaitReady();
                Topics topics = new Topics(DISTRIBUTION.topics(), server.bootstrapServers());
                Consumers consumers = new Consumers(server.bootstrapServers(), Consumers.SUBSCRIPTIONS, () -> true)) {
            topics.create();
            send(server, "payment.commands", 0, 7);
            send(server, "payment.commands", 1, 5);
            send(server, "order.events", 0, 3);
            commit(server, "payment-service", new TopicPartition("payment.commands", 0), 4);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(consumers.now())
                            .containsExactly(
                                    new ConsumerStatus("order-service", 0L, 0),
                                    new ConsumerStatus("payment-service", 8L, 0),
                                    new ConsumerStatus("inventory-service", 0L, 0),
                                    new ConsumerStatus("shipping-service", 0L, 0)));

            running.kill();

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(consumers.now()).hasSize(4).contains(ConsumerStatus.unknown("payment-service")));
        }
    }

    private static void send(KafkaServer server, String topic, int partition, int count) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", server.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, partition, "key", "value"))
                        .get();
            }
        }
    }

    private static void commit(KafkaServer server, String group, TopicPartition partition, long offset)
            throws IOException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.bootstrapServers()))) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                        .all()
                        .get();
                return true;
            });
        }
    }
}
