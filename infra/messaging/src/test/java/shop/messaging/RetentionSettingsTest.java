package shop.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionSettingsTest {

    private record Given(
            int daysAhead,
            Duration outboxRetention,
            Duration inboxRetention,
            Duration parkedRetention,
            Duration longestRedelivery)
            implements RetentionSettings {

        static Given days(int outbox, int inbox, int longestRedelivery) {
            return new Given(
                    7,
                    Duration.ofDays(outbox),
                    Duration.ofDays(inbox),
                    Duration.ofDays(30),
                    Duration.ofDays(longestRedelivery));
        }
    }

    @Test
    void inboxLongerThanAnyRedelivery_isAccepted() {
        assertThatCode(Given.days(2, 8, 7)::refuseUnsafe).doesNotThrowAnyException();
    }

    @Test
    void inboxForgettingWhatMayComeAgain_isRefused() {
        assertThatThrownBy(Given.days(2, 7, 7)::refuseUnsafe).hasMessageContaining("shop.retention.inbox is PT168H");
        assertThatThrownBy(Given.days(9, 8, 7)::refuseUnsafe).hasMessageContaining("it must exceed PT216H");
    }

    @Test
    void outboxOfLessThanADay_isRefused() {
        assertThatThrownBy(Given.days(0, 8, 7)::refuseUnsafe).hasMessageContaining("shop.retention.outbox is PT0S");
    }
}
