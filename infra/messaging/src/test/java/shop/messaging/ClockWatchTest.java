package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final long NOON = 1_780_000_000_000L;

    private final ClockWatch.Comparison comparison = new ClockWatch.Comparison();

    @Test
    void clocksThatGoTogether_areNotSetBack() {
        assertThat(setBack(0, 0)).isZero();
        assertThat(setBack(1_000, 1_000)).isZero();
        assertThat(setBack(90_000, 90_000)).isZero();
    }

    @Test
    void aClockThatIsSetForward_isNotSetBack() {
        setBack(0, 0);

        assertThat(setBack(3_600_000, 1_000)).isZero();
    }

    @Test
    void aClockThatWasAhead_andIsSetRight_isSetBack() {
        setBack(0, 0);
        setBack(3_601_000, 1_000);

        assertThat(setBack(2_000, 2_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aClockThatIsSetBehind_isSetBack() {
        setBack(0, 0);

        assertThat(setBack(-39_000, 1_000)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void smallStepsBack_addUp() {
        setBack(0, 0);
        setBack(-1_000, 1_000);

        assertThat(setBack(-2_000, 2_000)).isEqualTo(Duration.ofSeconds(4));
    }

    private Duration setBack(long wallMillis, long monotonicMillis) {
        return comparison.setBack(NOON + wallMillis, monotonicMillis * 1_000_000);
    }
}
