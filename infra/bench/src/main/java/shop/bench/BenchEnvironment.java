package shop.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import shop.local.Saga;
import shop.local.control.ControlClient;
import shop.local.control.Overview;
import shop.local.environment.Environment;
import shop.local.environment.Home;
import shop.local.environment.Settings;
import shop.local.server.Directories;
import shop.local.server.Passwords;
import shop.local.server.PostgresServer;
import shop.local.server.ServiceDatabase;
import shop.local.supervisor.Duties.RelayStatus;
import shop.local.supervisor.ProcessStatus;
import shop.local.supervisor.SupervisorFile;

/**
 * The environment that is measured: one of its own, started by {@code up} and stopped by {@code down}, on other ports than
 * the default one. Its data is deleted at its end.
 */
final class BenchEnvironment implements AutoCloseable {

    private static final int UP_MINUTES = 4;
    private static final int DOWN_MINUTES = 4;
    private static final int LAST_LINES = 15;

    private final Path root;
    private final Path directory;
    private final Environment environment;
    private final ControlClient control;
    private final Thread stopper = new Thread(this::stop, "stop");
    private boolean stopped;

    private BenchEnvironment(Path root, Path directory, Settings settings) throws IOException {
        Home home = new Home(root, directory);
        this.root = root;
        this.directory = directory;
        this.environment = new Environment(home, settings);
        home.create();
        environment.settings().writeTo(home);
        this.control = new ControlClient(environment.port("supervisor"), environment.controlToken());
    }

    /**
     * Starts everything and returns when it is ready.
     *
     * @throws Failure if it does not get ready; nothing runs then
     */
    static BenchEnvironment start(Path root, Settings settings) throws IOException, InterruptedException {
        // Beside the default environment's data: a temporary directory may be kept in memory, where fsync is free.
        Path parent = Files.createDirectories(root.resolve(".saga"));
        BenchEnvironment started = new BenchEnvironment(root, Files.createTempDirectory(parent, "bench"), settings);
        Runtime.getRuntime().addShutdownHook(started.stopper);
        started.up();
        return started;
    }

    private void up() throws IOException, InterruptedException {
        List<String> up = new ArrayList<>(List.of("up", "--detach"));
        environment
                .settings()
                .replicas()
                .forEach((service, count) -> up.addAll(List.of("--replicas", service + "=" + count)));
        if (saga(UP_MINUTES, up.toArray(String[]::new)) != 0) {
            String said = lastLines();
            close();
            throw new Failure("the environment did not start; it said:\n" + said);
        }
    }

    /**
     * Whether services run that have never run before: they take notes for the cache that later ones start with, which makes
     * them slower than those will be.
     */
    boolean isFirstOfItsBuild() throws IOException {
        return status().processes().stream()
                .flatMap(process -> Stream.ofNullable(process.pid()))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> Stream.of(process.info().arguments().orElse(new String[0])))
                .anyMatch(argument -> argument.startsWith("-XX:AOTCacheOutput="));
    }

    /** Stops everything and starts it again, on the same data. */
    void restart() throws IOException, InterruptedException {
        if (saga(DOWN_MINUTES, "down") != 0) {
            throw new Failure("not everything stopped; it said:\n" + lastLines());
        }
        up();
    }

    /** Where each replica of order-service takes orders. */
    List<Integer> orderPorts() {
        return addresses("order-service").stream().map(URI::getPort).toList();
    }

    /** Where each replica of a service is. */
    List<URI> addresses(String service) {
        return Objects.requireNonNull(environment.addresses().get(service));
    }

    List<ServiceDatabase> databases() {
        return environment.databases();
    }

    ControlClient control() {
        return control;
    }

    Overview status() throws IOException {
        return control.status();
    }

    /** Whether every relay has passed on all but so much of its database's log. */
    boolean relaysAreWithin(long lagBytes) throws IOException {
        return status().relays().stream().mapToLong(RelayStatus::lagBytes).allMatch(lag -> lag >= 0 && lag < lagBytes);
    }

    String bootstrapServers() {
        return environment.kafka().bootstrapServers();
    }

    /** The processes that are measured: those of the environment, its supervisor, and the one that sends the orders. */
    Map<String, Long> pids() throws IOException {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (ProcessStatus process : status().processes()) {
            Long pid = process.pid();
            if (pid != null) {
                pids.put(process.name(), pid);
            }
        }
        SupervisorFile.find(environment.home()).ifPresent(supervisor -> pids.put("supervisor", supervisor.pid()));
        pids.put("load generator", ProcessHandle.current().pid());
        return pids;
    }

    /** What each process of the environment holds, in MiB. */
    Map<String, Long> memoryMiB() throws IOException {
        Map<String, Long> memory = new LinkedHashMap<>();
        for (ProcessStatus process : status().processes()) {
            Long size = process.memoryMiB();
            memory.put(process.name(), size == null ? 0 : size);
        }
        return memory;
    }

    /** A connection as PostgreSQL's administrator. */
    Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresServer.ADMINISTRATOR);
        try {
            properties.setProperty(
                    "password", new Passwords(environment.home().secrets()).of(PostgresServer.ADMINISTRATOR));
        } catch (IOException e) {
            throw new SQLException("the administrator's password cannot be read", e);
        }
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "120");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(environment.port("postgres"), database), properties);
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(stopper);
        } catch (IllegalStateException e) {
            // The JVM is going down, and the hook does the same.
            stopped = true;
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            if (saga(DOWN_MINUTES, "down", "--wipe") == 0) {
                Directories.delete(directory);
            } else {
                System.err.println("saga: not everything stopped; see " + commandLog());
            }
        } catch (IOException e) {
            System.err.println("saga: the environment in %s could not be stopped: %s".formatted(directory, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the command line in a process of its own, so that what it prints is not ours. */
    private int saga(int minutes, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dsaga.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                Saga.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", directory.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(commandLog().toFile()))
                .start();
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    private Path commandLog() {
        return directory.resolve("command.log");
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(commandLog());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
