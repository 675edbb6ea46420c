package shop.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.local.server.KafkaServer;
import shop.local.server.Ports;
import shop.local.server.RunningServer;
import shop.local.server.Topics;

/**
 * A real Kafka broker for a {@code @QuarkusTest}, with all topics of the deployment: on free ports, with a directory of
 * its own, gone with the tests. Sets {@code kafka.bootstrap.servers}.
 */
public class KafkaResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable Path directory;
    private @Nullable RunningServer running;

    @Override
    public Map<String, String> start() {
        Path home = TestServers.newDirectory("kafka");
        directory = home;
        List<Integer> ports = Ports.free(2);
        KafkaServer server = new KafkaServer(
                TestServers.distribution(),
                home.resolve("kafka"),
                home.resolve("kafka.log"),
                ports.getFirst(),
                ports.getLast());
        try {
            running = RunningServer.start(server, home);
            running.awaitReady();
            try (Topics topics = new Topics(TestServers.distribution().topics(), server.bootstrapServers())) {
                topics.create();
            }
            return Map.of(
                    "kafka.bootstrap.servers",
                    server.bootstrapServers(),
                    "shop.operator-token",
                    TestServers.OPERATOR_TOKEN);
        } catch (IOException e) {
            // The directory stays: its log tells why.
            directory = null;
            stop();
            throw new UncheckedIOException("no Kafka for the tests", e);
        }
    }

    @Override
    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
        if (directory != null) {
            TestServers.delete(directory);
            directory = null;
        }
    }
}
