package shop.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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

        assertThat(ProcStat.cpuMillisOfTree(pid)).isPositive();
        assertThat(ProcStat.cpuMillisOfTree(Long.MAX_VALUE)).isZero();
    }

    @Test
    void whatWasUsedInBetween_isTheDifference_andAllOfIt_whereAProcessIsNew() {
        Meter before = new Meter(Map.of("kafka", 100L, "connect", 500L), 10, 1000, 1, 5000);
        Meter after = new Meter(Map.of("kafka", 130L, "connect", 80L, "order-service", 7L), 15, 4000, 3, 9000);

        assertThat(after.since(before))
                .isEqualTo(new Meter(Map.of("kafka", 30L, "connect", 80L, "order-service", 7L), 5, 3000, 2, 4000));
    }
}
