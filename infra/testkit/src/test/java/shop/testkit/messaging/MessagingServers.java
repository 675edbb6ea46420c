package shop.testkit.messaging;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import shop.local.server.Distribution;
import shop.local.server.KafkaServer;
import shop.local.server.Passwords;
import shop.local.server.Ports;
import shop.local.server.PostgresServer;
import shop.local.server.RunningServer;
import shop.local.server.ServiceDatabase;
import shop.local.server.Topics;

/** A PostgreSQL and a Kafka that tests may kill, empty and start again. A field of this type is filled in. */
public class MessagingServers implements QuarkusTestResourceLifecycleManager {

    static final String OPERATOR_TOKEN = "operator-token-of-the-toy";
    private static final ServiceDatabase DATABASE = new ServiceDatabase("toy-service");

    private final Distribution distribution = new Distribution(Path.of(System.getProperty("saga.root")));
    private final Path home;
    private final PostgresServer postgresServer;
    private final KafkaServer kafkaServer;
    private RunningServer postgres;
    private RunningServer kafka;

    public MessagingServers() throws IOException {
        Path parent = Path.of("target", "test-servers").toAbsolutePath();
        Files.createDirectories(parent);
        home = Files.createTempDirectory(parent, "messaging-");
        List<Integer> ports = Ports.free(3);
        postgresServer = new PostgresServer(
                distribution,
                distribution.postgresForTests(),
                home.resolve("postgres"),
                home.resolve("postgres.log"),
                ports.get(0),
                List.of(DATABASE),
                new Passwords(home.resolve("secrets")));
        kafkaServer = new KafkaServer(
                distribution, home.resolve("kafka"), home.resolve("kafka.log"), ports.get(1), ports.get(2));
    }

    @Override
    public Map<String, String> start() {
        try {
            postgres = RunningServer.start(postgresServer, home);
            kafka = RunningServer.start(kafkaServer, home);
            postgres.awaitReady();
            kafka.awaitReady();
            makeTopics();
            Passwords passwords = new Passwords(home.resolve("secrets"));
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    DATABASE.jdbcUrl(postgresServer.ports().getFirst()),
                    "quarkus.datasource.username",
                    DATABASE.app(),
                    "quarkus.datasource.password",
                    passwords.of(DATABASE.app()),
                    "quarkus.flyway.username",
                    DATABASE.owner(),
                    "quarkus.flyway.password",
                    passwords.of(DATABASE.owner()),
                    "quarkus.flyway.placeholders.relay",
                    DATABASE.relay(),
                    "kafka.bootstrap.servers",
                    kafkaServer.bootstrapServers(),
                    "shop.operator-token",
                    OPERATOR_TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException("no servers for the messaging's tests", e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(MessagingServers.class));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        try {
            delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills PostgreSQL with SIGKILL. */
    void killPostgres() throws IOException {
        postgres.kill();
    }

    void startPostgres() throws IOException {
        postgres.startAgain();
        postgres.awaitReady();
    }

    void killKafka() throws IOException {
        kafka.kill();
    }

    void startKafka() throws IOException {
        kafka.startAgain();
        kafka.awaitReady();
    }

    /** Starts Kafka, with its topics, if a test that failed left it down. */
    void ensureKafka() throws IOException {
        if (!kafka.process().isAlive()) {
            startKafka();
        }
        makeTopics();
    }

    /** Deletes all records, topics and positions of a broker that does not run. */
    void emptyKafka() throws IOException {
        delete(kafkaServer.data());
    }

    void makeTopics() throws IOException {
        try (Topics topics = new Topics(distribution.topics(), kafkaServer.bootstrapServers())) {
            topics.create();
        }
    }

    String bootstrapServers() {
        return kafkaServer.bootstrapServers();
    }

    /** A connection of the administrator to the toy's database. */
    Connection administrator() throws SQLException {
        return postgresServer.connect(DATABASE.database());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
