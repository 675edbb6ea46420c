package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fifty polls a second, two at once, by a clock that goes on while the polling thread rests. */
class PollPaceTest {

    private static final Duration EACH = Duration.ofMillis(20);
    private static final int WHOLE = 8;

    private final List<Duration> rests = new ArrayList<>();
    private final PollPace pace = new PollPace(this::now, this::rest);
    private long now;

    @BeforeEach
    void isConfigured() {
        pace.configure(Map.of("pace.batches.per.second", "50", "pace.batches.at.once", "2"));
    }

    private long now() {
        return now;
    }

    private void rest(long nanos) {
        rests.add(Duration.ofNanos(nanos));
        now += nanos;
    }

    private void poll(int count) {
        TopicPartition partition = new TopicPartition("payment.commands", 0);
        ConsumerRecords<Object, Object> polled = new ConsumerRecords<>(
                Map.of(
                        partition,
                        LongStream.range(0, count)
                                .mapToObj(i -> new ConsumerRecord<Object, Object>(
                                        partition.topic(), partition.partition(), i, "", ""))
                                .toList()),
                Map.of());
        assertThat(pace.onConsume(polled)).isSameAs(polled);
    }

    @Test
    void batches_goAtOnce_untilTheyWaitTheirTurn() {
        for (int i = 0; i < 5; i++) {
            poll(100);
        }

        assertThat(rests).containsExactly(EACH, EACH, EACH);
    }

    @Test
    void afterATimeOfRest_nothingWaits() {
        for (int i = 0; i < 5; i++) {
            poll(100);
            now += EACH.toNanos();
        }

        assertThat(rests).isEmpty();
    }

    @Test
    void recordsOneAfterAnother_waitOnlyWhereTheyAreEightTimesAsMany() {
        for (int i = 0; i < 100; i++) {
            poll(1);
            now += EACH.dividedBy(WHOLE).toNanos();
        }
        assertThat(rests).isEmpty();

        poll(WHOLE);
        poll(1);
        poll(1);
        assertThat(rests).containsExactly(EACH.dividedBy(WHOLE));
    }

    @Test
    void aChannelWithoutAPace_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pace.configure(Map.of("pace.batches.per.second", "50")))
                .withMessage("a channel lacks pace.batches.at.once");
    }
}
