package shop.local.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A distributed Kafka Connect worker with Debezium, on loopback: the process that runs the relay's connectors. It keeps
 * nothing on disk; its state is in three topics of Kafka.
 *
 * <p>The databases' passwords are in its environment. A connector's configuration, which anyone who reaches the REST API
 * can read, only names the variable.
 */
public final class ConnectServer implements Server {

    private static final Duration HTTP_TIMEOUT = Duration.ofMillis(1500);
    /** Each answer tells anew whose it is. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SETTINGS = """
            # Written before each start: changes made here are lost.
            bootstrap.servers=%1$s
            group.id=relay
            listeners=http://127.0.0.1:%2$d
            rest.advertised.host.name=127.0.0.1
            rest.advertised.port=%2$d
            plugin.path=%3$s
            plugin.discovery=service_load

            config.storage.topic=connect-configs
            offset.storage.topic=connect-offsets
            status.storage.topic=connect-status
            config.storage.replication.factor=1
            offset.storage.replication.factor=1
            status.storage.replication.factor=1
            offset.storage.partitions=5
            status.storage.partitions=3
            key.converter=org.apache.kafka.connect.storage.StringConverter
            value.converter=org.apache.kafka.connect.storage.StringConverter

            # Without the override the connectors could not say how long the producer lingers.
            connector.client.config.override.policy=All
            config.providers=env
            config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider
            config.providers.env.param.allowlist.pattern=RELAY_[A-Z_]+_PASSWORD

            # Quick recovery: by default a worker waits minutes for another that will not come back.
            scheduled.rebalance.max.delay.ms=0
            session.timeout.ms=6000
            heartbeat.interval.ms=1500
            offset.flush.interval.ms=1000
            task.shutdown.graceful.timeout.ms=3000
            producer.max.request.size=2097152
            """;

    private final Distribution distribution;
    private final Path directory;
    private final Path log;
    private final int port;
    private final KafkaServer kafka;
    private final List<ServiceDatabase> databases;
    private final Passwords passwords;

    /**
     * @param distribution where its programs come from
     * @param directory holds its settings; made if need be
     * @param log where it writes
     * @param kafka the broker it works for
     * @param databases whose outboxes its connectors may read
     * @param passwords of the relay's roles among others
     */
    public ConnectServer(
            Distribution distribution,
            Path directory,
            Path log,
            int port,
            KafkaServer kafka,
            List<ServiceDatabase> databases,
            Passwords passwords) {
        this.distribution = distribution;
        this.directory = directory.toAbsolutePath().normalize();
        this.log = log;
        this.port = port;
        this.kafka = kafka;
        this.databases = databases;
        this.passwords = passwords;
    }

    /** How a connector's configuration refers to the password of a service's relay role. */
    public static String passwordReference(ServiceDatabase database) {
        return "${env:" + passwordVariable(database) + "}";
    }

    private static String passwordVariable(ServiceDatabase database) {
        return database.relay().toUpperCase(Locale.ROOT) + "_PASSWORD";
    }

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Set<String> needs() {
        return Set.of("kafka");
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(directory);
        KafkaJvm.writeLogging(directory);
        Files.writeString(
                settings(), SETTINGS.formatted(kafka.bootstrapServers(), port, distribution.connectPlugins()));
        // Connect would make its own topics, but with the broker's defaults wherever its settings are silent.
        try (Topics topics = new Topics(distribution.topics(), kafka.bootstrapServers())) {
            topics.create();
        }
    }

    @Override
    public Launch launch() {
        Map<String, String> environment = new HashMap<>(QuickStart.ENVIRONMENT);
        try {
            for (ServiceDatabase database : databases) {
                environment.put(passwordVariable(database), passwords.of(database.relay()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a relay's password cannot be read", e);
        }
        return new Launch(
                KafkaJvm.server(
                        distribution,
                        directory,
                        "384m",
                        name(),
                        List.of(
                                "org.apache.kafka.connect.cli.ConnectDistributed",
                                settings().toString())),
                environment,
                directory,
                log);
    }

    /** Ready as soon as it is a member of its group; whether rows are relayed is for the relay to say. */
    @Override
    public Probe probe() {
        try {
            HttpResponse<String> about = get("/");
            if (about.statusCode() != 200) {
                // While it starts, its web server is there before its resources are.
                return new Probe.NotReady("answers " + about.statusCode());
            }
            String cluster = clusterIn(about.body());
            if (cluster.isEmpty()) {
                return new Probe.Foreign("what listens on port " + port + " is no Kafka Connect");
            }
            if (!cluster.equals(kafka.clusterId())) {
                return new Probe.Foreign(
                        "the Kafka Connect on port %d works for the cluster %s".formatted(port, cluster));
            }
            HttpResponse<String> health = get("/health");
            return health.statusCode() == 200
                    ? new Probe.Ready()
                    : new Probe.NotReady("says of its health: " + health.statusCode());
        } catch (IOException e) {
            return new Probe.NotReady(
                    Ports.accepts(port) ? "does not answer: " + e : "nothing listens on port " + port);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Probe.NotReady("interrupted while asking");
        }
    }

    @Override
    public Duration startTimeout() {
        return Duration.ofSeconds(90);
    }

    @Override
    public String stopSignal() {
        return Processes.Signal.TERM.name();
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(15);
    }

    private Path settings() {
        return directory.resolve("connect.properties");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                .timeout(HTTP_TIMEOUT.dividedBy(2))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String clusterIn(String body) {
        try {
            JsonNode about = JSON.readTree(body);
            return about.path("kafka_cluster_id").asText();
        } catch (IOException e) {
            // Whatever it is, it is no Kafka Connect.
            return "";
        }
    }
}
