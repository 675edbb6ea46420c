package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void doublesFromAHundredMillisecondsToFiveSeconds() {
        assertThat(Backoff.after(1, () -> 1)).isEqualTo(Duration.ofMillis(100));
        assertThat(Backoff.after(2, () -> 1)).isEqualTo(Duration.ofMillis(200));
        assertThat(Backoff.after(6, () -> 1)).isEqualTo(Duration.ofMillis(3200));
        assertThat(Backoff.after(7, () -> 1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(Backoff.after(Integer.MAX_VALUE, () -> 1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void waitsAtLeastHalf() {
        assertThat(Backoff.after(1, () -> 0)).isEqualTo(Duration.ofMillis(50));
        assertThat(Backoff.after(Integer.MAX_VALUE, () -> 0)).isEqualTo(Duration.ofMillis(2500));
    }
}
