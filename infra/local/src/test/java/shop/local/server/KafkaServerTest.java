package shop.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerTest {

    private static final Distribution DISTRIBUTION = new Distribution(Path.of(System.getProperty("saga.root")));

    @TempDir
    Path home;

    @Test
    void startsEmpty_getsItsTopics_keepsThemOverAKill_andIsNotTakenForAnother() throws IOException {
        List<Integer> ports = Ports.free(2);
        KafkaServer server = new KafkaServer(
                DISTRIBUTION, home.resolve("kafka"), home.resolve("kafka.log"), ports.getFirst(), ports.getLast());
        KafkaServer other = new KafkaServer(
                DISTRIBUTION, home.resolve("other"), home.resolve("other.log"), ports.getFirst(), ports.getLast());
        try (RunningServer running =
                        RunningServer.start(server, home.resolve("kafka")).awaitReady();
                Topics topics = new Topics(DISTRIBUTION.topics(), server.bootstrapServers())) {
            assertThat(topics.create()).contains("payment.commands", "product.events", "connect-offsets");
            assertThat(topics.create()).isEmpty();
            assertThat(other.probe()).isInstanceOf(Probe.Foreign.class);

            running.kill();
            running.startAgain();
            running.awaitReady();

            assertThat(topics.missing()).isEmpty();

            // Behind the back of those who ask over what they keep.
            Processes.kill(running.process(), Duration.ofSeconds(10));
            try (RunningServer stranger = RunningServer.start(other, home.resolve("other"))) {
                stranger.awaitReady();
                assertThat(server.probe()).isInstanceOf(Probe.Foreign.class);
                assertThat(topics.ids()).isEmpty();
            }
            server.disconnect();
            other.disconnect();
        }
    }
}
