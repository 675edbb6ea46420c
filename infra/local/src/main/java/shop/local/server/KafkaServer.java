package shop.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker that is its own controller (KRaft), on loopback. Its cluster id is generated with its data and proves
 * that a broker is ours.
 *
 * <p>It is transport and not truth: it acknowledges before its disk does. What a power cut takes from it, the relay sends
 * again from the outboxes.
 */
public final class KafkaServer implements Server {

    private static final Duration ANSWER_TIMEOUT = Duration.ofMillis(1500);

    private static final String SETTINGS = """
            # Written before each start: changes made here are lost.
            process.roles=broker,controller
            node.id=1
            controller.quorum.bootstrap.servers=127.0.0.1:%2$d
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%4$d,CONTROLLER://127.0.0.1:%2$d
            controller.listener.names=CONTROLLER
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            inter.broker.listener.name=PLAINTEXT
            log.dirs=%3$s

            # A consumer that subscribes too early must not make a topic of the wrong shape.
            auto.create.topics.enable=false
            offsets.topic.replication.factor=1
            offsets.topic.num.partitions=8
            transaction.state.log.replication.factor=1
            transaction.state.log.num.partitions=4
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            message.max.bytes=2097152

            # A killed broker is let in again as soon as its old session has ended.
            broker.session.timeout.ms=3000
            broker.heartbeat.interval.ms=500
            group.initial.rebalance.delay.ms=0
            group.coordinator.threads=1
            controlled.shutdown.max.retries=1
            num.network.threads=2
            num.io.threads=4
            log.segment.bytes=134217728
            log.cleaner.dedupe.buffer.size=16777216
            """;

    private final Distribution distribution;
    private final Path directory;
    private final Path log;
    private final int port;
    private final int controllerPort;
    private final int advertisedPort;
    private final KafkaAdmin asked;

    /**
     * @param distribution where its programs come from
     * @param directory holds its data; made if need be
     * @param log where it writes
     */
    public KafkaServer(Distribution distribution, Path directory, Path log, int port, int controllerPort) {
        this(distribution, directory, log, port, controllerPort, port);
    }

    /** @param advertisedPort where clients are told to come: another port than its own if a proxy stands in front of it */
    public KafkaServer(
            Distribution distribution, Path directory, Path log, int port, int controllerPort, int advertisedPort) {
        this.distribution = distribution;
        this.directory = directory.toAbsolutePath().normalize();
        this.log = log;
        this.port = port;
        this.controllerPort = controllerPort;
        this.advertisedPort = advertisedPort;
        this.asked = new KafkaAdmin(bootstrapServers(), ANSWER_TIMEOUT);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port, controllerPort);
    }

    @Override
    public @Nullable URI url() {
        return null;
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    /** What clients are given as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The id generated with the data; kept when the data is emptied, so that it stays the same cluster to its clients. */
    public String clusterId() throws IOException {
        Path file = directory.resolve("cluster-id");
        if (!Files.exists(file)) {
            Files.createDirectories(directory);
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    /** Where its records are. Deleting this while it is stopped empties the broker; {@link #prepare} makes it anew. */
    public Path data() {
        return directory.resolve("data");
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(settings(), SETTINGS.formatted(port, controllerPort, data(), advertisedPort));
        KafkaJvm.writeLogging(directory);
        if (!Files.exists(data().resolve("meta.properties"))) {
            KafkaJvm.run(
                    distribution,
                    directory,
                    List.of(
                            "kafka.tools.StorageTool",
                            "format",
                            "--cluster-id",
                            clusterId(),
                            "--config",
                            settings().toString(),
                            "--standalone",
                            "--ignore-formatted"));
        }
    }

    @Override
    public Launch launch() {
        return new Launch(
                KafkaJvm.server(
                        distribution,
                        directory,
                        "256m",
                        name(),
                        List.of("kafka.Kafka", settings().toString())),
                QuickStart.ENVIRONMENT,
                directory,
                log);
    }

    @Override
    public Probe probe() {
        if (!Ports.accepts(port)) {
            return new Probe.NotReady("nothing listens on port " + port);
        }
        String expected;
        try {
            expected = clusterId();
        } catch (IOException e) {
            throw new UncheckedIOException("the cluster id cannot be read", e);
        }
        try {
            return asked.ask(admin -> judged(admin.describeCluster(), expected));
        } catch (IOException e) {
            return new Probe.NotReady("does not answer: " + e.getMessage());
        }
    }

    @Override
    public void disconnect() {
        asked.close();
    }

    @Override
    public Duration startTimeout() {
        return Duration.ofSeconds(60);
    }

    @Override
    public String stopSignal() {
        return Processes.Signal.TERM.name();
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(20);
    }

    private Probe judged(DescribeClusterResult answer, String expected) throws IOException {
        String cluster = asked.get(answer.clusterId());
        if (!expected.equals(cluster)) {
            return new Probe.Foreign("the Kafka on port %d is of the cluster %s".formatted(port, cluster));
        }
        return asked.get(answer.nodes()).isEmpty()
                ? new Probe.NotReady("its broker is not registered yet")
                : new Probe.Ready();
    }

    private Path settings() {
        return directory.resolve("server.properties");
    }
}
