package shop.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import shop.chaos.history.FaultStory;
import shop.chaos.history.Journal;
import shop.local.environment.PortTable;

/** A short campaign against real processes: a dozen faults of as many kinds, and a verdict. */
class CampaignTest {

    /** Below the range the system gives to outgoing connections, so that a port found free stays free. */
    private static final List<Integer> OFFSETS = List.of(10_050, 10_060, 10_070);

    private static final Path TARGET = Path.of(System.getProperty("saga.root"), "infra/chaos/target");

    /** Named, so that the seed means the same on every machine: some kinds need root, or a library. */
    private static final List<String> KINDS = List.of(
            "kill",
            "pause",
            "postgres-shutdown",
            "sessions-cut",
            "slot-dropped",
            "connector-deleted",
            "kafka-emptied",
            "topic-replayed",
            "topic-shuffled",
            "poison-truncated",
            "rebalance-storm",
            "network-cut");

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the network is cut by what /proc tells")
    void aDozenFaults_breakNoPromise() throws Exception {
        Path report = TARGET.resolve("campaign");
        Path home = TARGET.resolve("campaign-home");

        int exitCode = Chaos.run(
                "--seed=20261123",
                "--orders=300",
                "--rate=6",
                "--faults=" + String.join(",", KINDS),
                "--fault-count=" + KINDS.size(),
                "--fault-every=3",
                "--longest-pause=4",
                "--rests-within=240",
                "--home=" + home,
                "--port-offset=" + PortTable.freeOffset(OFFSETS),
                "--report=" + report);

        assertThat(exitCode).as("see %s", report).isZero();
        assertThat(home).doesNotExist();
        assertThat(Journal.read(report.resolve("history.ndjson")).faults())
                .extracting(FaultStory::kind)
                .containsExactlyInAnyOrderElementsOf(KINDS);
        assertThat(Files.readString(report.resolve("report.html"))).contains("<svg", "20261123", "valid");
    }

    @Test
    void whatIsAskedForWrongly_isRefused_beforeAnythingIsStarted() {
        assertThat(Chaos.run("--rate=0")).isEqualTo(2);
        assertThat(Chaos.run("--orders=5", "--duration=5")).isEqualTo(2);
        assertThat(Chaos.run("--longest-pause=31")).isEqualTo(2);
        assertThat(Chaos.run("--longest-pause=5", "--shortest-pause=6")).isEqualTo(2);
        assertThat(Chaos.run("--sabotage=no-such-thing")).isEqualTo(2);
        assertThat(Chaos.run("--sabotage=all", "--together=0")).isEqualTo(2);
        assertThat(Chaos.run("--sabotage=list")).isZero();
        assertThat(Chaos.run("--help")).isZero();
    }
}
