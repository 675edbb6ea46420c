package shop.local.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import shop.local.server.ConnectServer;
import shop.local.server.Directories;
import shop.local.server.Distribution;
import shop.local.server.KafkaServer;
import shop.local.server.Passwords;
import shop.local.server.Ports;
import shop.local.server.PostgresServer;
import shop.local.server.RunningServer;
import shop.local.server.ServiceDatabase;
import shop.local.server.Topics;

/** Real PostgreSQL, Kafka and Connect with outboxes as the services' migration makes them, and a supervisor of the relay. */
final class RelayWorld implements RelaySupervisor.Processes, AutoCloseable {

    static final ServiceDatabase PAYMENT = new ServiceDatabase("payment-service");
    static final ServiceDatabase SHIPPING = new ServiceDatabase("shipping-service");
    static final List<ServiceDatabase> DATABASES = List.of(PAYMENT, SHIPPING);

    private static final Distribution DISTRIBUTION = new Distribution(Path.of(System.getProperty("saga.root")));

    private final Path home;
    final PostgresServer postgres;
    final KafkaServer kafka;
    final ConnectServer connect;
    final RunningServer runningPostgres;
    final RunningServer runningKafka;
    final RunningServer runningConnect;
    final RelaySupervisor relays;
    private final Passwords passwords;
    private final int postgresPort;
    private boolean connectHeld;

    /** Starts everything in a directory of its own under {@code target}; its logs stay there, to be read after a failure. */
    static RelayWorld start() throws IOException, SQLException {
        Path parent = Path.of("target", "relay-test").toAbsolutePath();
        Files.createDirectories(parent);
        return new RelayWorld(Files.createTempDirectory(parent, "run-"));
    }

    private RelayWorld(Path home) throws IOException, SQLException {
        this.home = home;
        List<Integer> ports = Ports.free(4);
        postgresPort = ports.getFirst();
        passwords = new Passwords(home.resolve("secrets"));
        postgres = new PostgresServer(
                DISTRIBUTION,
                DISTRIBUTION.postgresForTests(),
                home.resolve("postgres"),
                home.resolve("postgres.log"),
                postgresPort,
                DATABASES,
                passwords);
        kafka = new KafkaServer(
                DISTRIBUTION, home.resolve("kafka"), home.resolve("kafka.log"), ports.get(1), ports.get(2));
        connect = new ConnectServer(
                DISTRIBUTION,
                home.resolve("connect"),
                home.resolve("connect.log"),
                ports.get(3),
                kafka,
                DATABASES,
                passwords);
        runningKafka = RunningServer.start(kafka, home);
        runningPostgres = RunningServer.start(postgres, home).awaitReady();
        for (ServiceDatabase database : DATABASES) {
            migrate(database);
        }
        runningKafka.awaitReady();
        relays = new RelaySupervisor(
                postgres,
                postgres.ports().getFirst(),
                new Topics(DISTRIBUTION.topics(), kafka.bootstrapServers()),
                connect.url(),
                DISTRIBUTION.connectorTemplate(),
                home.resolve("topic-ids.json"),
                DATABASES,
                this);
        relays.look();
        runningConnect = RunningServer.start(connect, home).awaitReady();
    }

    /** The migrations that each service runs, as its owner: those with a version first, as Flyway does it. */
    private void migrate(ServiceDatabase database) throws IOException, SQLException {
        Path directory = DISTRIBUTION.root().resolve("infra/messaging/src/main/resources/db/messaging");
        try (Stream<Path> migrations = Files.list(directory)
                        .sorted(Comparator.comparing((Path each) ->
                                        each.getFileName().toString().startsWith("R__"))
                                .thenComparing(Comparator.naturalOrder()));
                Connection owner = as(database, database.owner());
                Statement statement = owner.createStatement()) {
            for (Path migration : migrations.toList()) {
                statement.execute(Files.readString(migration)
                        .replace("${app}", database.app())
                        .replace("${relay}", database.relay()));
            }
        }
    }

    static String partition(LocalDate day) {
        return """
                create table outbox_%s partition of outbox
                   for values from (uuidv7_floor('%s'::timestamptz)) to (uuidv7_floor('%s'::timestamptz))
                """.formatted(day.toString().replace("-", ""), day + " 00:00+00", day.plusDays(1) + " 00:00+00");
    }

    Connection as(ServiceDatabase database, String role) throws SQLException, IOException {
        return DriverManager.getConnection(database.jdbcUrl(postgresPort), role, passwords.of(role));
    }

    /** Inserts rows as the service would, in one transaction, and returns their ids. */
    List<UUID> append(ServiceDatabase database, String topic, int count) throws SQLException, IOException {
        try (Connection app = as(database, database.app());
                PreparedStatement insert = app.prepareStatement("""
                        insert into outbox (topic, message_key, type, source, subject, causation_id, traceparent, step, attempt, payload)
                        select ?, 'key-' || n, 'shop.test.Happened.v1', '/test', 'key-' || n,
                               '0198c0de-0000-7000-8000-000000000001', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
                               'reserve-stock', 2, '{"n": ' || n || ', "text": "Grüße"}'
                          from generate_series(1, ?) n
                        returning id
                        """)) {
            insert.setString(1, topic);
            insert.setInt(2, count);
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
            return ids;
        }
    }

    String query(ServiceDatabase database, String sql) throws SQLException {
        try (Connection connection = postgres.connect(database.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    OutboxSlot.State slot(ServiceDatabase database) throws SQLException {
        try (Connection connection = postgres.connect(database.database())) {
            return OutboxSlot.look(connection, database);
        }
    }

    void emptyKafka() throws IOException {
        runningKafka.kill();
        Directories.delete(kafka.data());
        runningKafka.startAgain();
        runningKafka.awaitReady();
    }

    URI connectUrl() {
        return connect.url();
    }

    Duration patience() {
        return Duration.ofSeconds(60);
    }

    @Override
    public boolean serversReady() {
        return Ports.accepts(postgresPort) && Ports.accepts(kafka.ports().getFirst());
    }

    @Override
    public boolean connectReady() {
        return !connectHeld && connect.probe().getClass() == shop.local.server.Probe.Ready.class;
    }

    @Override
    public void holdConnect() throws IOException {
        connectHeld = true;
        runningConnect.kill();
    }

    @Override
    public void startConnectAgain() throws IOException {
        runningConnect.startAgain();
        connectHeld = false;
    }

    @Override
    public void close() {
        relays.disconnect();
        runningConnect.close();
        runningKafka.close();
        runningPostgres.close();
        try {
            Directories.delete(home.resolve("postgres"));
            Directories.delete(home.resolve("kafka"));
            Directories.delete(home.resolve("secrets"));
        } catch (IOException e) {
            throw new UncheckedIOException("the data of the test's servers cannot be deleted", e);
        }
    }
}
