package shop.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.environment.Home;
import shop.local.server.Ports;
import shop.local.server.Server;

/** Two real processes, {@code lower} and {@code upper}, which needs it, under a supervisor. */
class SupervisorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private Home home;
    private List<Server> servers;
    private Supervisor supervisor;

    @BeforeEach
    void takeCharge() throws IOException {
        home = new Home(directory, directory.resolve("home"));
        List<Integer> ports = Ports.free(2);
        servers = List.of(
                new SmallServer("lower", ports.get(0), home.data("lower"), Set.of()),
                new SmallServer("upper", ports.get(1), home.data("upper"), Set.of("lower")));
        supervisor = newSupervisor();
    }

    @AfterEach
    void stopEverything() {
        supervisor.shutDown();
        servers.forEach(server -> assertThat(Ports.isTaken(server.ports().getFirst()))
                .as(server.name())
                .isFalse());
    }

    @Test
    void beginning_startsEachAfterWhatItNeeds_andShuttingDownStopsAll() throws Exception {
        begin();

        assertThat(reports.indexOf(report("lower", "ready after")))
                .isLessThan(reports.indexOf(report("upper", "ready after")));
        assertThat(supervisor.status()).allSatisfy(status -> {
            assertThat(status.state()).isEqualTo("ready");
            assertThat(status.pid()).isNotNull();
            assertThat(status.startSeconds()).isPositive();
        });

        supervisor.shutDown();

        assertThat(reports.indexOf("upper stopped")).isLessThan(reports.indexOf("lower stopped"));
    }

    @Test
    void takenPorts_areAllNamed() throws IOException {
        try (ServerSocket first = hold("lower");
                ServerSocket second = hold("upper")) {
            List<String> taken = supervisor.takenPorts(Map.of("control", second.getLocalPort()));

            assertThat(taken).hasSize(3);
            assertThat(taken.get(0)).contains("port " + first.getLocalPort() + " (lower) is taken");
            assertThat(taken.get(1))
                    .contains(
                            "(upper) is taken by pid " + ProcessHandle.current().pid());
            assertThat(taken.get(2)).contains("(control) is taken");
        }
    }

    @Test
    void strangerOnThePort_isNotMistakenForOurs() throws Exception {
        try (ServerSocket stranger = hold("lower")) {
            assertThat(stranger.isBound()).isTrue();
            supervisor.begin(true);

            assertThat(supervisor.awaitReady(PATIENCE))
                    .hasValueSatisfying(why -> assertThat(why).startsWith("lower"));
            assertThat(status("lower").state()).isNotEqualTo("ready");
        }
    }

    @Test
    void secondSupervisor_isRefused() {
        assertThatThrownBy(this::newSupervisor)
                .isInstanceOf(Supervisor.AlreadyRunning.class)
                .hasMessageContaining("already running")
                .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
    }

    @Test
    void processKilledFromOutside_isStartedAgain() throws Exception {
        begin();
        long before = pid("upper");

        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status("upper")).satisfies(status -> {
                    assertThat(status.state()).isEqualTo("ready");
                    assertThat(status.pid()).isNotNull().isNotEqualTo(before);
                    assertThat(status.restarts()).isEqualTo(1);
                }));
        assertThat(report("upper", "died; started again in 0.5 s")).isNotEmpty();
    }

    @Test
    void processKilledByCommand_staysDown_untilStarted() throws Exception {
        begin();

        assertThat(supervisor.command("upper", ProcessCommand.KILL).state()).isEqualTo("killed");
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> status("upper").state().equals("killed"));
        assertThatThrownBy(() -> supervisor.command("upper", ProcessCommand.STOP))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("upper does not run (killed)");

        supervisor.command("upper", ProcessCommand.START);

        awaitState("upper", "ready");
    }

    @Test
    void pausedProcess_goesOnAsTheSame_whenResumed() throws Exception {
        begin();
        long before = pid("lower");

        supervisor.command("lower", ProcessCommand.PAUSE);

        assertThat(status("lower").state()).isEqualTo("paused");
        supervisor.command("lower", ProcessCommand.RESUME);
        awaitState("lower", "ready");
        assertThat(pid("lower")).isEqualTo(before);
    }

    @Test
    void processesOfASupervisorThatIsGone_areAdopted_andWhatWasKilledStaysDown() throws Exception {
        begin();
        long before = pid("lower");
        supervisor.command("upper", ProcessCommand.KILL);
        supervisor.close();

        supervisor = newSupervisor();
        assertThat(supervisor.adopted()).containsExactly("lower");
        supervisor.begin(false);

        awaitState("lower", "ready");
        assertThat(pid("lower")).isEqualTo(before);
        assertThat(status("upper").state()).isEqualTo("killed");
    }

    @Test
    void corruptPidFile_isReported_andItsProcessIsFoundOnItsPort() throws Exception {
        begin();
        long before = pid("lower");
        supervisor.close();
        Files.writeString(home.run().resolve("lower.json"), "{\"pid\": 12");

        supervisor = newSupervisor();
        supervisor.begin(true);

        assertThat(report("pid file", "is corrupt")).contains("looking for lower on port");
        awaitState("lower", "ready");
        assertThat(pid("lower")).isEqualTo(before);
    }

    @Test
    void pidFileOfAnotherProcessWithThatPid_isNotBelieved() throws Exception {
        supervisor.close();
        long own = ProcessHandle.current().pid();
        Files.writeString(
                home.run().resolve("lower.json"),
                "{\"pid\": %d, \"startedAt\": \"2001-01-01T00:00:00Z\", \"intent\": \"RUN\"}".formatted(own));

        supervisor = newSupervisor();

        assertThat(supervisor.adopted()).isEmpty();
    }

    private Supervisor newSupervisor() throws IOException {
        return new Supervisor(home, servers, Duties.NONE, reports::add);
    }

    private void begin() throws IOException, InterruptedException {
        supervisor.begin(true);
        assertThat(supervisor.awaitReady(PATIENCE)).isEmpty();
    }

    private ProcessStatus status(String name) {
        return supervisor.status().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long pid(String name) {
        Long pid = status(name).pid();
        assertThat(pid).as("pid of " + name).isNotNull();
        return pid;
    }

    private void awaitState(String name, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(name).state()).isEqualTo(state));
    }

    private String report(String start, String part) {
        return reports.stream()
                .filter(report -> report.contains(start) && report.contains(part))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no report with '" + start + "' and '" + part + "' in " + reports));
    }

    private ServerSocket hold(String name) throws IOException {
        int port = servers.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow()
                .ports()
                .getFirst();
        return new ServerSocket(port, 5, InetAddress.ofLiteral("127.0.0.1"));
    }
}
