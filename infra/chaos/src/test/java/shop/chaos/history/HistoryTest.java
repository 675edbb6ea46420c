package shop.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.chaos.history.Answer.Outcome;
import shop.chaos.history.Purchase.Wish;

/** What is written is read again, invocations and answers put together. */
class HistoryTest {

    private static final Purchase PURCHASE = new Purchase(Wish.SCARCE, "customer-1", "SKU-1", 2, "DE");

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void fileOfItsOwn() {
        file = directory.resolve("history.ndjson");
    }

    @Test
    void calls_areReadWithTheirAnswers_andOneWithoutIsIndeterminate() throws IOException {
        UUID order = UUID.randomUUID();
        try (History history = new History(file, new CampaignClock())) {
            history.add(at -> new Event.Began(at, 7, Map.of("SKU-1", 3)));
            long first = history.invoke(Request.place(1, "order-service", PURCHASE, "key"));
            long second = history.invoke(Request.read(1, "order-service", order));
            history.answer(first, new Answer(Outcome.OK, 201, order, "PENDING", null, null));
            history.invoke(Request.cancel(1, "order-service", order));
            history.answer(second, Answer.failed(404, "unknown"));
        }

        Journal journal = Journal.read(file);

        assertThat(journal.began()).isNotNull();
        assertThat(journal.calls()).hasSize(3);
        Call placed = journal.calls().getFirst();
        assertThat(placed.request().purchase()).isEqualTo(PURCHASE);
        assertThat(placed.orderId()).isEqualTo(order);
        assertThat(placed.isOk()).isTrue();
        assertThat(placed.answeredAt()).isAfterOrEqualTo(placed.invokedAt());
        assertThat(journal.calls().get(1).answer().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(journal.calls().get(2).answer().outcome()).isEqualTo(Outcome.INDETERMINATE);
        assertThat(journal.calls().get(2).answeredAt()).isNull();
    }

    @Test
    void faults_areReadFromBeginningToEnd() throws IOException {
        try (History history = new History(file, new CampaignClock())) {
            history.add(at -> new Event.FaultBegan(at, 1, "kill", "kafka"));
            history.add(at -> new Event.FaultTookEffect(at, 1, "pid 3 is gone"));
            history.add(at -> new Event.FaultHealed(at, 1, at));
            history.add(at -> new Event.FaultBegan(at, 2, "pause", "connect"));
            history.add(at -> new Event.FaultFailed(at, 2, "no such process"));
            history.add(at -> new Event.Sampled(at, 3, Map.of("order-service", 12L), Map.of("kafka", 300L)));
            history.add(at -> new Event.Observed(at, "money", null));
            history.add(at -> new Event.Rested(at, 60, "2 sagas are in flight"));
        }

        Journal journal = Journal.read(file);

        assertThat(journal.faults()).extracting(FaultStory::name).containsExactly("kill kafka", "pause connect");
        assertThat(journal.faults().getFirst().evidence()).isEqualTo("pid 3 is gone");
        assertThat(journal.faults().getFirst().healedAt()).isNotNull();
        assertThat(journal.faults().getLast().error()).isEqualTo("no such process");
        assertThat(journal.samples()).hasSize(1);
        assertThat(journal.observations()).hasSize(1);
        assertThat(journal.rested()).isNotNull();
    }

    @Test
    void aLastLineCutShort_isLeftOut_andABrokenOneInTheMiddleIsRefused() throws IOException {
        try (History history = new History(file, new CampaignClock())) {
            history.add(at -> new Event.FaultBegan(at, 1, "kill", "kafka"));
        }
        Files.writeString(file, "{\"type\":\"fault-be", StandardOpenOption.APPEND);
        assertThat(Journal.read(file).faults()).hasSize(1);

        Files.writeString(file, "\n{}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Journal.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fault-be");
    }
}
