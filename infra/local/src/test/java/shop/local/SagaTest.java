package shop.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.local.environment.Environment;
import shop.local.environment.Home;
import shop.local.environment.Json;
import shop.local.environment.PortTable;
import shop.local.server.Ports;
import shop.local.supervisor.SmallService;
import shop.local.supervisor.SupervisorFile;

/**
 * The command line as a process of its own, with a real PostgreSQL, Kafka and Kafka Connect. The services, which are built
 * after this module, are small programs here: they have no outbox, so {@code up} goes on waiting for their relays.
 */
class SagaTest {

    private static final Path ROOT = Path.of(System.getProperty("saga.root"));
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private record Result(int exitCode, String output) {}

    @TempDir
    private Path directory;

    private Path root;
    private Home home;
    private PortTable ports;

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        Files.createSymbolicLink(root.resolve("infra"), ROOT.resolve("infra"));
        for (String service : Environment.SERVICES) {
            writeSmallService(Files.createDirectories(root.resolve(service).resolve("target/quarkus-app")));
        }
        home = new Home(root, directory.resolve("home"));
        ports = freePorts();
    }

    @AfterEach
    void stopEverything() throws Exception {
        assertThat(saga("down").exitCode()).isZero();
        ports.byName()
                .forEach(
                        (name, port) -> assertThat(Ports.isTaken(port)).as(name).isFalse());
    }

    @Test
    void secondUp_saysThatItRuns_andDownInTheMiddleOfUpStopsEverything() throws Exception {
        Process up = upWithoutItsEnd();
        await().atMost(PATIENCE).until(() -> SupervisorFile.find(home).isPresent());

        Result second = saga("up", "--detach");
        Result down = saga("down");

        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output()).contains("already running (supervisor pid ").contains("infra/saga down");
        assertThat(down.exitCode()).as(down.output()).isZero();
        assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(SupervisorFile.find(home)).isEmpty();
    }

    @Test
    void killedSupervisorsProcesses_areAdoptedByTheNextCommand() throws Exception {
        Process up = upWithoutItsEnd();
        awaitReady("postgres");
        awaitReady("order-service");
        long postgres = pidOf("postgres");
        String board =
                "http://127.0.0.1:%d/#control=%d&token=".formatted(ports.of("order-service"), ports.of("supervisor"));
        assertThat(saga("status").output()).contains("board  " + board);
        assertThat(statusLines()).doesNotContain("token");

        SupervisorFile.find(home).orElseThrow().destroyForcibly();
        assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Result status = saga("status", "--json");
        Result kill = saga("kill", "order-service");

        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(SupervisorFile.find(home)).isPresent();
        assertThat(pidOf("postgres")).isEqualTo(postgres);
        assertThat(kill.output()).contains("order-service: killed");
        assertThat(stateOf("order-service")).isEqualTo("killed");
    }

    @Test
    void takenPorts_areRefusedByName_beforeAnythingStarts() throws Exception {
        try (ServerSocket kafka = hold("kafka");
                ServerSocket shipping = hold("shipping-service")) {
            Result up = saga("up", "--detach", "--port", portOptions());

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output())
                    .contains("port " + kafka.getLocalPort() + " (kafka) is taken by pid")
                    .contains("port " + shipping.getLocalPort() + " (shipping-service) is taken by pid")
                    .contains("nothing was started")
                    .doesNotContain("starting");
            assertThat(home.data("postgres")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "status",
                "logs",
                "kill",
                "stop",
                "start",
                "pause",
                "resume",
                "order",
                "watch",
                "books",
                "repair-relay",
                "test"
            })
    void everyCommand_hasHelp(String command) throws Exception {
        assertThat(Saga.commandLine().execute(command, "--help")).isZero();
    }

    @Test
    void misuse_endsWithTwo_andFailureWithOne() throws Exception {
        Result unknown = saga("begin");
        Result nothingRuns = saga("kill", "kafka");
        Result unknownService = saga("up", "--replicas", "billing-service=2");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.output()).contains("infra/saga --help").hasLineCount(1);
        assertThat(nothingRuns.exitCode()).isEqualTo(1);
        assertThat(nothingRuns.output()).contains("infra/saga up").hasLineCount(1);
        assertThat(unknownService.exitCode()).isEqualTo(2);
        assertThat(unknownService.output())
                .contains("no service is called billing-service")
                .hasLineCount(1);
    }

    @Test
    void scriptWithoutAJdk_saysWhatToDo() throws Exception {
        ProcessBuilder script =
                new ProcessBuilder("bash", ROOT.resolve("infra/saga").toString(), "status");
        script.environment().remove("JAVA_HOME");
        script.environment().put("PATH", directoryOfBasicTools().toString());
        script.environment().put("SAGA_JDK_FOLDERS", directory.toString());

        Result result = run(script);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("no JDK 25")
                .contains("set JAVA_HOME")
                .hasLineCount(1);
    }

    private Process upWithoutItsEnd() throws IOException {
        return command("up", "--detach", "--port", portOptions())
                .redirectOutput(directory.resolve("up.out").toFile())
                .start();
    }

    private Result saga(String... arguments) throws Exception {
        return run(command(arguments));
    }

    private ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dsaga.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                Saga.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", home.directory().toString()));
        if (arguments[0].equals("begin")) {
            command.removeLast();
            command.removeLast();
        }
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private Result run(ProcessBuilder builder) throws Exception {
        Path output = Files.createTempFile(directory, "saga", ".out");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(() -> builder.command() + " ends in time")
                .isTrue();
        return new Result(process.exitValue(), Files.readString(output));
    }

    private void awaitReady(String name) {
        await().atMost(PATIENCE).until(() -> stateOf(name).equals("ready"));
    }

    private String stateOf(String name) throws Exception {
        return Json.MAPPER.readTree(statusLines()).findParents("name").stream()
                .filter(process -> process.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("state")
                .asText();
    }

    private long pidOf(String name) throws IOException {
        return Json.MAPPER
                .readTree(Files.readString(home.run().resolve(name + ".json")))
                .path("pid")
                .asLong();
    }

    private String statusLines() throws Exception {
        Result status = saga("status", "--json");
        assertThat(status.exitCode()).as(status.output()).isZero();
        return status.output().substring(status.output().indexOf('['));
    }

    private String portOptions() {
        return ports.byName().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private ServerSocket hold(String name) throws IOException {
        return new ServerSocket(ports.of(name), 5, InetAddress.ofLiteral("127.0.0.1"));
    }

    private Path directoryOfBasicTools() throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "readlink", "sed")) {
            for (String folder : List.of("/bin", "/usr/bin")) {
                Path program = Path.of(folder, tool);
                if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), program);
                }
            }
        }
        return tools;
    }

    private static PortTable freePorts() {
        List<Integer> free = Ports.free(PortTable.DEFAULTS.byName().size());
        Map<String, Integer> chosen = new LinkedHashMap<>();
        PortTable.DEFAULTS.byName().keySet().forEach(name -> chosen.put(name, free.get(chosen.size())));
        return PortTable.DEFAULTS.with(chosen);
    }

    private static void writeSmallService(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SmallService.class.getName());
        String program = SmallService.class.getName().replace('.', '/') + ".class";
        File jar = directory.resolve("quarkus-run.jar").toFile();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar.toPath()), manifest);
                InputStream bytes = SmallService.class.getClassLoader().getResourceAsStream(program)) {
            out.putNextEntry(new JarEntry(program));
            assertThat(bytes).isNotNull();
            bytes.transferTo(out);
        }
    }
}
