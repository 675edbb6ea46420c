package shop.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final Distribution DISTRIBUTION = new Distribution(Path.of(System.getProperty("saga.root")));
    private static final ServiceDatabase PAYMENT = new ServiceDatabase("payment-service");
    private static final ServiceDatabase SHIPPING = new ServiceDatabase("shipping-service");

    @TempDir
    Path home;

    private final int port = Ports.free(1).getFirst();
    private PostgresServer server;
    private RunningServer running;

    @BeforeEach
    void start() throws IOException {
        server = server(home.resolve("postgres"), port, "secrets");
        running = RunningServer.start(server, home.resolve("postgres")).awaitReady();
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whatWasCommitted_survivesAKillAndAStart() throws Exception {
        try (Connection connection = server.connect(PAYMENT.database());
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
        }

        running.kill();
        running.startAgain();
        running.awaitReady();

        assertThat(query(server, PAYMENT.database(), "select answer from kept")).isEqualTo("42");
        assertThat(query(server, PAYMENT.database(), "show fsync")).isEqualTo("on");
    }

    @Test
    void paused_doesNotAnswer_resumed_answersAgain() throws Exception {
        Processes.signal(running.process(), Processes.Signal.STOP);
        assertThat(server.probe()).isInstanceOf(Probe.NotReady.class);

        Processes.signal(running.process(), Processes.Signal.CONT);
        running.awaitReady();
    }

    @Test
    void aRoleEntersItsOwnDatabaseOnly() throws Exception {
        Passwords passwords = new Passwords(home.resolve("secrets"));
        String password = passwords.of(PAYMENT.relay());

        DriverManager.getConnection(PAYMENT.jdbcUrl(port), PAYMENT.relay(), password)
                .close();
        assertThatThrownBy(() -> DriverManager.getConnection(SHIPPING.jdbcUrl(port), PAYMENT.relay(), password))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("pg_hba.conf rejects");
        assertThatThrownBy(() -> DriverManager.getConnection(PAYMENT.jdbcUrl(port), PAYMENT.relay(), "guessed"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void anothersServerOnThePort_isForeign() throws IOException {
        PostgresServer mine = server(home.resolve("other"), port, "other-secrets");
        mine.prepare();

        assertThat(mine.probe()).isInstanceOf(Probe.Foreign.class);
    }

    @Test
    void anothersServerInItsPlace_isForeign_thoughItWasAskedBefore() throws IOException {
        Processes.kill(running.process(), Duration.ofSeconds(10));
        PostgresServer other = server(home.resolve("other"), port, "other-secrets");

        try (RunningServer stranger = RunningServer.start(other, home.resolve("other"))) {
            stranger.awaitReady();
            assertThat(server.probe()).isInstanceOf(Probe.Foreign.class);
        }
    }

    @Test
    void itsSessionsCut_isReadyAllTheSame() throws Exception {
        query(server, "postgres", """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                 where backend_type = 'client backend' and pid <> pg_backend_pid()
                """);

        assertThat(server.probe()).isInstanceOf(Probe.Ready.class);
    }

    @Test
    void itsDataInUse_cannotBePreparedForASecondServer() {
        assertThatThrownBy(server::prepare).isInstanceOf(IOException.class).hasMessageContaining("runs in");
    }

    @Test
    void aLockFileThatNamesAStranger_doesNotHinderTheStart() throws Exception {
        Path lock = home.resolve("postgres/data/postmaster.pid");
        String contents = Files.readString(lock);
        running.kill();
        Files.writeString(
                lock,
                contents.replaceFirst(
                        "^\\d+", String.valueOf(ProcessHandle.current().pid())));

        running.startAgain();

        running.awaitReady();
    }

    private PostgresServer server(Path directory, int port, String secrets) {
        return new PostgresServer(
                DISTRIBUTION,
                DISTRIBUTION.postgresForTests(),
                directory,
                home.resolve("postgres.log"),
                port,
                List.of(PAYMENT, SHIPPING),
                new Passwords(home.resolve(secrets)));
    }

    private static String query(PostgresServer server, String database, String sql) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
