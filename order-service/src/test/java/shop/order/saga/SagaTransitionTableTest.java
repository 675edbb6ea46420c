package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import shop.order.OrderStatus;
import shop.order.saga.SagaDecision.Advanced;
import shop.order.saga.SagaDecision.Postponed;
import shop.order.saga.SagaDecision.Refused;
import shop.order.saga.SagaDecision.Stale;

/** The tables in {@link SagaKernel}'s comment are what the kernel does: they are made by asking it, and compared. */
class SagaTransitionTableTest {

    @Test
    void theTableOfSteps_isTheOneInTheJavadoc() throws IOException {
        assertThat(javadoc()).contains(inJavadoc(tableOfSteps()));
    }

    @Test
    void theTableOfSagas_isTheOneInTheJavadoc() throws IOException {
        assertThat(javadoc()).contains(inJavadoc(tableOfSagas()));
    }

    private record StepRow(String title, SagaSituation situation, StepName step) {}

    private static List<List<String>> tableOfSteps() {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("step", "done", "refused", "undone", "do failed", "undo failed"));
        for (StepRow row : List.of(
                new StepRow("PENDING", SagaSituation.HOLD, StepName.ARRANGE_SHIPMENT),
                new StepRow("SENT", SagaSituation.HALF, StepName.AUTHORIZE_PAYMENT),
                new StepRow("DONE", SagaSituation.HALF, StepName.RESERVE_STOCK),
                new StepRow("REFUSED", SagaSituation.REJECT, StepName.RESERVE_STOCK),
                new StepRow("UNDOING", SagaSituation.CANCEL, StepName.RESERVE_STOCK),
                new StepRow("UNDONE", SagaSituation.CALMED, StepName.RESERVE_STOCK),
                new StepRow("SENT, retriable", SagaSituation.SETTLE, StepName.CAPTURE_PAYMENT),
                new StepRow("DONE, retriable", SagaSituation.LAST, StepName.CAPTURE_PAYMENT))) {
            table.add(List.of(
                    row.title,
                    stepAfter(row, moment -> reply(moment, row.step, Answer.DONE)),
                    stepAfter(row, moment -> reply(moment, row.step, Answer.REFUSED)),
                    stepAfter(row, moment -> reply(moment, row.step, Answer.UNDONE)),
                    stepAfter(row, moment -> new SagaInput.Failed(moment, row.step, Direction.DO, "disk full")),
                    stepAfter(row, moment -> new SagaInput.Failed(moment, row.step, Direction.UNDO, "disk full"))));
        }
        return table;
    }

    private static String stepAfter(StepRow row, Function<Moment, SagaInput> input) {
        return told(
                row.situation,
                input,
                advanced -> advanced.state().needsAttention()
                        ? "attention"
                        : advanced.state().step(row.step).progress().name());
    }

    private record SagaRow(
            String title,
            SagaSituation situation,
            @Nullable StepName last,
            @Nullable StepName refusing) {}

    private static List<List<String>> tableOfSagas() {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("saga", "stage done", "step refused", "all undone", "cancel", "due", "expired", "retry"));
        for (SagaRow row : List.of(
                new SagaRow("RUNNING", SagaSituation.HALF, StepName.AUTHORIZE_PAYMENT, StepName.AUTHORIZE_PAYMENT),
                new SagaRow(
                        "RUNNING, at the pivot",
                        SagaSituation.DECIDE,
                        StepName.ARRANGE_SHIPMENT,
                        StepName.ARRANGE_SHIPMENT),
                new SagaRow("RUNNING, past it", SagaSituation.LAST, StepName.COMMIT_STOCK, StepName.COMMIT_STOCK),
                new SagaRow("COMPENSATING, to reject", SagaSituation.REJECT, StepName.AUTHORIZE_PAYMENT, null),
                new SagaRow("COMPENSATING, to cancel", SagaSituation.CALMED, StepName.ARRANGE_SHIPMENT, null),
                new SagaRow("COMPLETED", SagaSituation.COMPLETED, null, null),
                new SagaRow("COMPENSATED, rejected", SagaSituation.REJECTED, null, null),
                new SagaRow("COMPENSATED, cancelled", SagaSituation.CANCELLED, null, null))) {
            table.add(List.of(
                    row.title,
                    sagaAfterAnswer(row, Answer.DONE, row.last),
                    sagaAfterAnswer(row, Answer.REFUSED, row.refusing),
                    sagaAfterAnswer(row, Answer.UNDONE, row.last),
                    sagaAfter(row, SagaInput.CancelRequested::new),
                    sagaAfter(row, moment -> deadlineAfter(moment, Duration.ofHours(1))),
                    sagaAfter(row, moment -> deadlineAfter(moment, SagaDialogue.PATIENCE)),
                    sagaAfter(row, SagaInput.RetryRequested::new)));
        }
        return table;
    }

    private static String sagaAfterAnswer(SagaRow row, Answer answer, @Nullable StepName step) {
        if (step == null) {
            return "";
        }
        String after = sagaAfter(row, moment -> reply(moment, step, answer));
        return after.equals("stale") || after.equals("illegal") ? "" : after;
    }

    private static String sagaAfter(SagaRow row, Function<Moment, SagaInput> input) {
        return told(row.situation, input, advanced -> {
            SagaLogEntry entry = advanced.entry();
            OrderStatus status = entry.status();
            return status != null
                    ? status.name()
                    : entry.event() == SagaLogEntry.Event.RESENT || entry.event() == SagaLogEntry.Event.RETRY_REQUESTED
                            ? "resend"
                            : entry.to().name();
        });
    }

    private static String told(
            SagaSituation situation, Function<Moment, SagaInput> input, Function<Advanced, String> word) {
        SagaDialogue saga = situation.reach();
        try {
            saga.given(input.apply(saga.moment()));
        } catch (IllegalStateException illegal) {
            return "illegal";
        }
        return switch (saga.decision()) {
            case Advanced advanced -> word.apply(advanced);
            case Postponed _ -> "later";
            case Stale _ -> "stale";
            case Refused _ -> "refused";
        };
    }

    private static SagaInput reply(Moment moment, StepName step, Answer answer) {
        return new SagaInput.Replied(moment, step, answer, answer == Answer.REFUSED ? "A_REASON" : null, null);
    }

    private static SagaInput deadlineAfter(Moment moment, Duration later) {
        return new SagaInput.DeadlinePassed(new Moment(moment.at().plus(later), moment.jitter()), true);
    }

    private static String inJavadoc(List<List<String>> table) {
        int[] widths = new int[table.getFirst().size()];
        for (List<String> row : table) {
            Arrays.setAll(
                    widths, column -> Math.max(widths[column], row.get(column).length()));
        }
        StringBuilder text = new StringBuilder(" * <pre>\n");
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder(" * ");
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column).isEmpty() ? "·" : row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.append(" * </pre>\n").toString();
    }

    private static String javadoc() throws IOException {
        Path root = Path.of(System.getProperty("saga.root"));
        return Files.readString(root.resolve("order-service/src/main/java/shop/order/saga/SagaKernel.java"));
    }
}
