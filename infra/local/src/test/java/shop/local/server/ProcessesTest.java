package shop.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.local.supervisor.SmallService;

class ProcessesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void killing_takesTheWholeTreeAlong_sessionsOfTheirOwnIncluded() throws IOException {
        ProcessHandle root = start("setsid sleep 600 & sleep 600 & wait");
        await().atMost(PATIENCE).until(() -> root.descendants().count() == 2);
        Set<ProcessHandle> children = Set.copyOf(root.descendants().toList());

        Processes.kill(root, PATIENCE);

        assertThat(children).noneMatch(Processes::isAlive);
        assertThat(Processes.isAlive(root)).isFalse();
    }

    @Test
    void stopping_whatIgnoresTheRequest_killsIt() throws IOException {
        ProcessHandle deaf = start("trap '' TERM; echo ready >> ready; while :; do sleep 1; done");
        await().atMost(PATIENCE).until(() -> directory.resolve("ready").toFile().exists());

        assertThat(Processes.stop(deaf, Processes.Signal.TERM, Duration.ofMillis(300)))
                .isFalse();

        assertThat(Processes.isAlive(deaf)).isFalse();
    }

    @Test
    void stopping_whatIsPaused_letsItHearTheRequest() throws IOException {
        ProcessHandle paused = start("exec sleep 600");
        Processes.signal(paused, Processes.Signal.STOP);

        assertThat(Processes.stop(paused, Processes.Signal.TERM, PATIENCE)).isTrue();
    }

    @Test
    void aProcessThatGotTheNumberLater_isNotTakenForTheOneThatHadIt() throws IOException {
        ProcessHandle process = start("exec sleep 600");
        Instant started = process.info().startInstant().orElseThrow();

        assertThat(Processes.find(process.pid(), started)).isPresent();
        assertThat(Processes.find(process.pid(), started.minusSeconds(60))).isEmpty();

        Processes.kill(process, PATIENCE);
        assertThat(Processes.find(process.pid(), started)).isEmpty();
    }

    /**
     * Of a killed process its first thread may be gone while another still takes down the memory, and keeps the ports
     * until that is done: it takes a big process to see it.
     */
    @Test
    void aKilledProcess_isGoneOnlyWhenItsPortIsFree() throws IOException {
        int port = Ports.free(1).getFirst();
        for (int round = 0; round < 5; round++) {
            ProcessHandle big = Processes.start(new Launch(
                    List.of(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xms512m",
                            "-XX:+AlwaysPreTouch",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmallService.class.getName()),
                    Map.of("QUARKUS_HTTP_PORT", String.valueOf(port)),
                    directory,
                    directory.resolve("log")));
            await().atMost(PATIENCE).until(() -> Ports.accepts(port));

            Processes.kill(big, PATIENCE);

            assertThat(Ports.isTaken(port)).as("in round " + round).isFalse();
        }
    }

    private ProcessHandle start(String script) throws IOException {
        return Processes.start(
                new Launch(List.of("/bin/sh", "-c", script), Map.of(), directory, directory.resolve("log")));
    }
}
