package shop.chaos.site;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import shop.local.control.ControlClient;
import shop.local.control.Overview;
import shop.local.environment.Environment;
import shop.local.server.Passwords;
import shop.local.server.PostgresServer;
import shop.local.server.Server;
import shop.local.server.ServiceDatabase;
import shop.local.supervisor.ProcessStatus;

/** An environment that runs, as someone outside sees it: its processes, its databases, its broker. */
public final class Site {

    /** How long a process may take to be ready again on a busy machine, its own start included. */
    public static final Duration READY_WITHIN = Duration.ofSeconds(150);

    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(20);

    private final Environment environment;
    private final ControlClient control;
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private final List<Volume> volumes = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable ServiceClocks> clocks = new AtomicReference<>();

    public Site(Environment environment) throws IOException {
        this.environment = environment;
        this.control = new ControlClient(environment.port("supervisor"), environment.controlToken());
    }

    public Environment environment() {
        return environment;
    }

    /** Has processes reach each other through these from now on. */
    void wire(List<Wire> laid) {
        wires.addAll(laid);
    }

    /** The network in front of some servers; none where processes reach each other directly. */
    public List<Wire> wires() {
        return List.copyOf(wires);
    }

    /** Has servers keep their data on these. */
    void mount(List<Volume> mounted) {
        volumes.addAll(mounted);
    }

    /** The disks that servers have for themselves; none where they share the machine's. */
    public List<Volume> volumes() {
        return List.copyOf(volumes);
    }

    /** Has the services look at these. */
    void setClocks(ServiceClocks adjustable) {
        clocks.set(adjustable);
    }

    /** The services' clocks; empty where they cannot be set. */
    public Optional<ServiceClocks> clocks() {
        return Optional.ofNullable(clocks.get());
    }

    /** The supervisor's control API. */
    public ControlClient control() {
        return control;
    }

    /** The names of all processes, replicas too. */
    public List<String> processes() {
        return environment.servers().stream().map(Server::name).toList();
    }

    /** The names of the replicas of a service. */
    public List<String> replicasOf(String service) {
        return processes().stream()
                .filter(name -> name.equals(service) || name.startsWith(service + "-"))
                .toList();
    }

    /** Where a process answers. */
    public URI url(String process) {
        return URI.create("http://127.0.0.1:" + environment.port(process));
    }

    /** How a process is, in the supervisor's words. */
    public ProcessStatus status(String process) throws IOException {
        return control.status().processes().stream()
                .filter(status -> status.name().equals(process))
                .findFirst()
                .orElseThrow(() -> new IOException("the supervisor knows no " + process));
    }

    /** The process itself, if it runs. */
    public Optional<ProcessHandle> process(String process) throws IOException {
        return Optional.ofNullable(status(process).pid())
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive);
    }

    /** Whether the supervisor finds a process ready. */
    public boolean isReady(String process) throws IOException {
        return status(process).state().equals("ready");
    }

    /** Waits until a process is ready. */
    public void awaitReady(String process) throws Await.TimeoutException, InterruptedException {
        Await.until(process + " is ready", READY_WITHIN, () -> isReady(process));
    }

    /** Waits until every relay follows its outbox. */
    public void awaitRelays() throws Await.TimeoutException, InterruptedException {
        Await.until("every relay follows", READY_WITHIN, () -> {
            Overview overview = control.status();
            return !overview.relays().isEmpty() && overview.relays().stream().allMatch(relay -> relay.ready());
        });
    }

    /** A connection to a service's database, as the administrator. Statements that take longer than a minute fail. */
    public Connection connect(ServiceDatabase database) throws SQLException {
        return connect(database.database());
    }

    /** A connection to any database, as the administrator. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.ADMINISTRATOR);
        try {
            properties.setProperty(
                    "password", new Passwords(environment.home().secrets()).of(PostgresServer.ADMINISTRATOR));
        } catch (IOException e) {
            throw new SQLException("the administrator's password cannot be read", e);
        }
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("ApplicationName", "chaos");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(environment.port("postgres"), database), properties);
    }

    /** What Kafka's clients are given as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return environment.kafka().bootstrapServers();
    }

    /** A client for Kafka's administration; the caller closes it. */
    public Admin admin() {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis() / 2);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis());
        return Admin.create(properties);
    }
}
