package shop.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void percentiles_countFromTheIntendedTime_inMilliseconds() {
        Latency latency = Latency.of(
                LongStream.rangeClosed(1, 1000).mapToObj(millis -> journey(5_000, 5_000 + millis * 1000)),
                Journey::ended);

        assertThat(latency.count()).isEqualTo(1000);
        assertThat(latency.p50()).isCloseTo(500, within(1.0));
        assertThat(latency.p95()).isCloseTo(950, within(1.0));
        assertThat(latency.p99()).isCloseTo(990, within(1.0));
        assertThat(latency.max()).isCloseTo(1000, within(1.0));
    }

    @Test
    void oneSlowAnswer_isTheLatencyOfAllThatWereDueMeanwhile() {
        // The system stands still for a second, in which an order was due every ten milliseconds.
        Latency latency = Latency.of(
                LongStream.range(0, 100).mapToObj(number -> journey(number * 10_000, 1_000_000)), Journey::ended);

        assertThat(latency.p50()).isCloseTo(500, within(11.0));
    }

    @Test
    void whatDidNotEnd_isLeftOut() {
        Latency latency = Latency.of(Stream.of(journey(0, 2000), journey(0, Journey.NEVER)), Journey::ended);

        assertThat(latency.count()).isEqualTo(1);
        assertThat(latency.max()).isCloseTo(2, within(0.01));
    }

    @Test
    void ofNothing_isZero() {
        assertThat(Latency.of(Stream.of(), Journey::ended)).isEqualTo(new Latency(0, 0, 0, 0, 0));
    }

    @Test
    void timeline_hasEverySecondUntilTheLastEnd() {
        Passage passage = Passages.of(10, number -> number == 99 ? 2500 : 80);

        assertThat(Timeline.of(passage)).hasSize(13);
        assertThat(Timeline.of(passage).getFirst().due()).isEqualTo(10);
        assertThat(Timeline.of(passage).getFirst().toDecided().count()).isEqualTo(10);
        assertThat(Timeline.of(passage).get(11).ended()).isZero();
        assertThat(Timeline.of(passage).getLast().ended()).isEqualTo(1);
    }

    @Test
    void endedPerSecond_leavesTheFirstQuarterOut() {
        assertThat(Passages.of(100, number -> number < 200 ? 5000 : 10).endedPerSecond())
                .isCloseTo(127, within(2.0));
        assertThat(Passages.of(100, number -> 10).endedPerSecond()).isCloseTo(100, within(1.0));
    }

    private static Journey journey(long intended, long ended) {
        return new Journey(intended, intended, 201, ended, ended);
    }
}
