package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long BEGIN = Long.MAX_VALUE - 5; // The clock may overflow.
    private static final long EACH = Duration.ofMillis(10).toNanos();

    private final Pace pace = new Pace(100, 3, BEGIN);

    @Test
    void someAtOnce_waitForNothing_andTheNextWaitsItsTurn() {
        for (int i = 0; i < 3; i++) {
            assertThat(pace.waitNanos(BEGIN)).isZero();
            pace.done(BEGIN);
        }

        assertThat(pace.waitNanos(BEGIN)).isEqualTo(EACH);
        assertThat(pace.waitNanos(BEGIN + EACH / 2)).isEqualTo(EACH / 2);
        assertThat(pace.waitNanos(BEGIN + EACH)).isZero();
    }

    @Test
    void inTheLongRun_itIsDoneSoOftenASecond() {
        long now = BEGIN;
        for (int i = 0; i < 1000; i++) {
            now += pace.waitNanos(now);
            pace.done(now);
        }

        assertThat(now - BEGIN).isEqualTo(997 * EACH);
    }

    @Test
    void forOneThingAtATime_itIsDoneEightTimesAsOften() {
        for (int i = 0; i < 17; i++) {
            assertThat(pace.waitNanos(BEGIN)).as("time %d", i).isZero();
            pace.done(BEGIN, 1);
        }

        assertThat(pace.waitNanos(BEGIN)).isEqualTo(EACH / 8);
    }

    @Test
    void forManyThingsAtATime_itIsDoneOnce() {
        for (int things : new int[] {8, 9, 500}) {
            pace.done(BEGIN, things);
        }

        assertThat(pace.waitNanos(BEGIN)).isEqualTo(EACH);
    }

    @Test
    void forNothing_costsNothing() {
        for (int i = 0; i < 100; i++) {
            pace.done(BEGIN, 0);
        }

        assertThat(pace.waitNanos(BEGIN)).isZero();
    }

    @Test
    void rest_isNotSavedUpForLater() {
        long late = BEGIN + Duration.ofHours(1).toNanos();
        for (int i = 0; i < 3; i++) {
            pace.done(late);
        }

        assertThat(pace.waitNanos(late)).isEqualTo(EACH);
    }

    @Test
    void noPaceAtAll_isRefused() {
        assertThatThrownBy(() -> new Pace(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
