package shop.local.environment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import shop.local.server.Launch;
import shop.local.server.Passwords;
import shop.local.server.Ports;
import shop.local.server.Probe;
import shop.local.server.Processes;
import shop.local.server.QuickStart;
import shop.local.server.Server;
import shop.local.server.ServiceDatabase;

/**
 * One replica of one of the four services. It runs from a copy of its build, and in a directory of its own, by which the
 * process that listens on its port is known to be it.
 */
public final class ServiceServer implements Server {

    private static final int ASK_TIMEOUT_MILLIS = 900;

    /** Decides for every order, and so runs enough code for C2. */
    private static final String ORCHESTRATOR = "order-service";

    /** By which a JVM is given options besides those of its command. */
    private static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

    private final String name;
    private final ServiceDatabase database;
    private final Home home;
    private final PortTable ports;
    private final Passwords passwords;
    private final Map<String, String> further;
    private final Snapshot snapshot;
    private volatile Listeners.Proof proof = () -> false;

    /**
     * @param name of the replica: {@code order-service} or {@code order-service-2}
     * @param service whose replica it is
     * @param further environment variables besides those it needs
     */
    public ServiceServer(
            String name, String service, Home home, PortTable ports, Passwords passwords, Map<String, String> further) {
        this.name = name;
        this.database = new ServiceDatabase(service);
        this.home = home;
        this.ports = ports;
        this.passwords = passwords;
        this.further = Map.copyOf(further);
        this.snapshot = new Snapshot(
                home.root().resolve(service).resolve("target/quarkus-app"),
                home.cache().resolve("services").resolve(service));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Integer> ports() {
        return List.of(ports.of(name));
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + ports.of(name));
    }

    /** Its database only: it takes orders while Kafka is away. */
    @Override
    public Set<String> needs() {
        return Set.of("postgres");
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(directory());
        snapshot.directory();
    }

    @Override
    public Launch launch() {
        try {
            Path program = snapshot.directory();
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(QuickStart.OPTIONS);
            if (!database.service().equals(ORCHESTRATOR)) {
                command.add(QuickStart.C1_ONLY);
            }
            command.addAll(List.of(
                    "-Xmx256m",
                    "-Xss512k",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Dfile.encoding=UTF-8",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
            command.addAll(aheadOfTime(program.resolve("app.aot")));
            command.addAll(List.of("-jar", program.resolve("quarkus-run.jar").toString()));
            return new Launch(command, environment(), directory(), home.log(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The first replica of a new build that stops cleanly leaves a cache of its loaded classes (JEP 514) beside its jars,
     * with which all later ones start in about half the processor time. The JVM ignores a cache that does not fit. A JVM
     * with options of somebody's leaves none: what an agent has changed is nothing that others should start from.
     */
    private List<String> aheadOfTime(Path cache) {
        if (Files.exists(cache)) {
            return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off");
        }
        return name.equals(database.service()) && !further.containsKey(JVM_OPTIONS)
                ? List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off")
                : List.of();
    }

    @Override
    public Probe probe() {
        int port = ports.of(name);
        if (!proof.holds()) {
            Optional<ProcessHandle> listener = Listeners.on(port);
            if (listener.isEmpty() && !Ports.accepts(port)) {
                return new Probe.NotReady("does not listen yet");
            }
            // It may have begun to listen between the two questions.
            listener = listener.or(() -> Listeners.on(port));
            if (listener.isEmpty()) {
                return new Probe.Foreign("another user's process listens on port " + port);
            }
            long pid = listener.get().pid();
            if (!Listeners.worksIn(pid, directory())) {
                return new Probe.Foreign("pid %d, which is not ours, listens on port %d".formatted(pid, port));
            }
            Optional<Listeners.Proof> found = Listeners.proof(pid, port);
            if (found.isEmpty()) {
                return new Probe.NotReady("does not listen any more");
            }
            proof = found.get();
        }
        return askReadiness();
    }

    @Override
    public Duration startTimeout() {
        return Duration.ofSeconds(90);
    }

    @Override
    public String stopSignal() {
        return Processes.Signal.TERM.name();
    }

    /** The first run of a build writes its cache before it goes, which takes a busy machine a while. */
    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(60);
    }

    private Probe askReadiness() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url().resolve("/q/health/ready").toURL().openConnection();
            connection.setConnectTimeout(ASK_TIMEOUT_MILLIS);
            connection.setReadTimeout(ASK_TIMEOUT_MILLIS);
            if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
                connection.getInputStream().close();
                return new Probe.Ready();
            }
            try (InputStream body = connection.getErrorStream()) {
                return new Probe.NotReady(body == null ? "answers " + connection.getResponseCode() : missing(body));
            }
        } catch (IOException e) {
            return new Probe.NotReady("its readiness is not answered: " + e.getMessage());
        }
    }

    private static String missing(InputStream body) throws IOException {
        List<String> down = new ArrayList<>();
        for (JsonNode check : Json.MAPPER.readTree(body).path("checks")) {
            if (check.path("status").asText().equals("DOWN")) {
                down.add(check.path("name").asText());
            }
        }
        return "not ready: " + String.join(", ", down);
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(QuickStart.ENVIRONMENT);
        environment.putAll(further);
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(ports.of(name)));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(ports.of("postgres")));
        environment.put("QUARKUS_DATASOURCE_USERNAME", database.app());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", passwords.of(database.app()));
        environment.put("QUARKUS_FLYWAY_USERNAME", database.owner());
        environment.put("QUARKUS_FLYWAY_PASSWORD", passwords.of(database.owner()));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.of("kafka"));
        environment.put("SHOP_OPERATOR_TOKEN", passwords.of(Environment.OPERATOR_TOKEN));
        return environment;
    }

    private Path directory() {
        return home.data(name);
    }
}
