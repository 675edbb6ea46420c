package shop.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcStatTest {

    @Test
    void processorTime_isItsOwnAndThatOfChildrenThatEnded() {
        assertThat(ProcStat.cpuMillis("42 (postgres) S 1 42 42 0 -1 4194560 9 9 9 9 100 20 3 4 20 0 1 0 99 9 9 9\n"))
                .isEqualTo(1270);
    }

    @Test
    void programsWithParenthesesAndSpaces_areRead() {
        assertThat(ProcStat.cpuMillis("42 (a) b (c) 7 8) R 1 42 42 0 -1 4194560 9 9 9 9 1 2 0 0 20 0 1 0 99 9 9 9"))
                .isEqualTo(30);
    }

    @Test
    void ourOwnTree_hasUsedSomething() {
        long pid = ProcessHandle.current().pid();

        assertThat(ProcStat.cpuMillisOfTree(pid, Set.of(pid))).isPositive();
        assertThat(ProcStat.cpuMillisOfTree(Long.MAX_VALUE, Set.of())).isZero();
    }

    @Test
    void aChildCountedByItself_isNotPartOfItsParent() throws IOException {
        String child = "i=0; while [ $i -lt 500000 ]; do i=$((i+1)); done; echo burnt; exec sleep 60";
        Process parent = new ProcessBuilder("sh", "-c", "(" + child + ") & wait").start();
        try (BufferedReader output = parent.inputReader()) {
            assertThat(output.readLine()).isEqualTo("burnt");
            long childPid = parent.children().findFirst().orElseThrow().pid();
            long ofTheChild = ProcStat.cpuMillisOfTree(childPid, Set.of());

            assertThat(ofTheChild).isPositive();
            assertThat(ProcStat.cpuMillisOfTree(parent.pid(), Set.of())).isGreaterThanOrEqualTo(ofTheChild);
            assertThat(ProcStat.cpuMillisOfTree(parent.pid(), Set.of(parent.pid(), childPid)))
                    .isLessThan(ofTheChild);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    @Test
    void whatWasUsedInBetween_isTheDifference_andAllOfIt_whereAProcessIsNew() {
        Meter before = new Meter(Map.of("kafka", 100L, "connect", 500L), 10, 1000, 1, 5000);
        Meter after = new Meter(Map.of("kafka", 130L, "connect", 80L, "order-service", 7L), 15, 4000, 3, 9000);

        assertThat(after.since(before))
                .isEqualTo(new Meter(Map.of("kafka", 30L, "connect", 80L, "order-service", 7L), 5, 3000, 2, 4000));
    }
}
