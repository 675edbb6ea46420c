package shop.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL 18 on loopback, with a database and three roles for each service. It keeps what it acknowledged: fsync is
 * on. Its data is made once, complete with roles and databases, or not at all.
 *
 * <p>That a server is ours is proven three ways: it takes the administrator's password and (SCRAM) shows that it knows it
 * too, it runs in our data directory, and it bears our cluster's name.
 */
public final class PostgresServer implements Server {

    /** The superuser, for the supervisor and tests alone; no service knows its password. */
    public static final String ADMINISTRATOR = "administrator";

    /** Where a server keeps its data, and the name it bears. */
    private record Identity(String directory, String cluster) {}

    private static final Set<String> REFUSED_LOGIN = Set.of("28000", "28P01");

    private final PostgresData data;
    private final Path log;
    private final int port;
    private final Passwords passwords;
    private final Kept<Connection, SQLException> asked = new Kept<>(() -> connect("postgres"), Connection::close);

    /**
     * @param distribution where its programs come from
     * @param cache where they are unpacked
     * @param directory holds its data; made if need be
     * @param log where it writes
     * @param databases one for each service
     * @param passwords of the administrator and of each role
     */
    public PostgresServer(
            Distribution distribution,
            Path cache,
            Path directory,
            Path log,
            int port,
            List<ServiceDatabase> databases,
            Passwords passwords) {
        this.data =
                new PostgresData(distribution, cache, directory.toAbsolutePath().normalize(), databases, passwords);
        this.log = log;
        this.port = port;
        this.passwords = passwords;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public @Nullable URI url() {
        return null;
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    /**
     * {@inheritDoc}
     *
     * <p>After a kill it first waits for orphaned backends to go, since PostgreSQL does not start beside them.
     *
     * @throws IOException if this data directory is in use by a server that runs
     */
    @Override
    public void prepare() throws IOException {
        data.prepare();
    }

    @Override
    public Launch launch() {
        try {
            Path postgres = data.program("postgres");
            List<String> command = Unprivileged.command(
                    List.of(postgres.toString(), "-D", data.directory().toString(), "-p", String.valueOf(port)));
            return new Launch(command, Map.of("PGTZ", "UTC"), data.directory(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's programs cannot be unpacked", e);
        }
    }

    @Override
    public Probe probe() {
        try {
            Identity answered = asked.ask(PostgresServer::identity);
            String expected = data.directory().toRealPath().toString();
            if (answered.equals(new Identity(expected, data.clusterName()))) {
                return new Probe.Ready();
            }
            return new Probe.Foreign("the PostgreSQL on port %d runs in %s and not in %s"
                    .formatted(port, answered.directory(), expected));
        } catch (SQLException e) {
            if (REFUSED_LOGIN.contains(e.getSQLState())) {
                return new Probe.Foreign("the PostgreSQL on port " + port + " does not know our administrator");
            }
            return new Probe.NotReady(Ports.accepts(port) ? firstLine(e) : "nothing listens on port " + port);
        } catch (IOException e) {
            return new Probe.NotReady("its data directory cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void disconnect() {
        asked.close();
    }

    /**
     * A connection to {@code database} as administrator: for the supervisor's repairs and for tests.
     *
     * @throws SQLException if it cannot be had within two seconds
     */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", ADMINISTRATOR);
        try {
            properties.setProperty("password", passwords.of(ADMINISTRATOR));
        } catch (IOException e) {
            throw new SQLException("the administrator's password cannot be read", e);
        }
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "2");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "local");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), properties);
    }

    /** Redo after a kill in the middle of heavy writes was seen to take 17 s. */
    @Override
    public Duration startTimeout() {
        return Duration.ofSeconds(90);
    }

    /** The fast shutdown: sessions are ended, everything is written. */
    @Override
    public String stopSignal() {
        return Processes.Signal.INT.name();
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(30);
    }

    /** Whether its data was made already. */
    public boolean hasData() {
        return Files.isDirectory(data.directory());
    }

    private static Identity identity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select current_setting('data_directory'), current_setting('cluster_name')")) {
            row.next();
            return new Identity(row.getString(1), row.getString(2));
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getSQLState());
    }
}
