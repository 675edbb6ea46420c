package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import shop.order.saga.SagaDecision.Advanced;
import shop.order.saga.SagaDecision.Postponed;
import shop.order.saga.SagaDecision.Refused;
import shop.order.saga.SagaDecision.Stale;

/** Every situation × every input, illegal ones included, against the table in {@code matrix.txt}, which has a legend. */
class SagaMatrixTest {

    private static final Duration DUE = Duration.ofHours(1);

    @TestFactory
    List<DynamicTest> everyInputInEverySituation_doesWhatTheTableSays() {
        List<String[]> table = table();
        SagaSituation[] situations = situations(table);
        List<DynamicTest> cells = new ArrayList<>();
        for (String[] row : table.subList(1, table.size())) {
            for (int column = 1; column < row.length; column++) {
                SagaSituation situation = situations[column - 1];
                String expected = row[column];
                cells.add(dynamicTest(
                        situation + " × " + row[0] + " → " + expected,
                        () -> assertThat(outcome(situation, row[0])).isEqualTo(expected)));
            }
        }
        return cells;
    }

    @Test
    void theTable_hasARowForEveryInputAndAColumnForEverySituation() {
        List<String[]> table = table();
        assertThat(situations(table)).containsExactly(SagaSituation.values());
        assertThat(table.stream().skip(1).map(row -> row[0])).containsExactlyElementsOf(inputs().keySet());
        assertThat(table).allSatisfy(row -> assertThat(row).hasSize(SagaSituation.values().length + 1));
    }

    @Test
    void theSituations_showEveryPhase_andEveryStepInEveryProgressItCanHave() {
        Set<SagaPhase> phases = EnumSet.noneOf(SagaPhase.class);
        Set<String> seen = new HashSet<>();
        for (SagaSituation situation : SagaSituation.values()) {
            SagaState state = situation.reach().stateOrNull();
            if (state != null) {
                phases.add(state.phase());
                state.steps().forEach(step -> seen.add(step.name() + " " + step.progress()));
            }
        }
        assertThat(phases).containsExactlyInAnyOrder(SagaPhase.values());
        for (StepProgress progress : StepProgress.values()) {
            if (progress != StepProgress.PENDING) {
                assertThat(seen).contains(StepName.RESERVE_STOCK + " " + progress);
            }
            if (progress != StepProgress.UNDONE) {
                assertThat(seen).contains(StepName.ARRANGE_SHIPMENT + " " + progress);
            }
        }
    }

    @Test
    void anIllegalInput_namesTheStateAndTheInput() {
        SagaDialogue completed = SagaSituation.COMPLETED.reach();
        SagaInput input =
                Objects.requireNonNull(inputs().get("reserve-stock:UNDONE")).apply(completed.moment());

        assertThat(catchThrowable(() -> completed.given(input)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("phase=COMPLETED")
                .hasMessageContaining("RESERVE_STOCK")
                .hasMessageContaining("UNDONE");
    }

    private static String outcome(SagaSituation situation, String inputName) {
        SagaDialogue saga = situation.reach();
        SagaInput input = Objects.requireNonNull(inputs().get(inputName)).apply(saga.moment());
        try {
            saga.given(input);
        } catch (IllegalStateException illegal) {
            return "!";
        }
        return switch (saga.decision()) {
            case Advanced advanced -> told(advanced);
            case Postponed _ -> "later";
            case Stale _ -> "-";
            case Refused _ -> "409";
        };
    }

    private static String told(Advanced advanced) {
        String phase = switch (advanced.state().phase()) {
            case RUNNING -> "run";
            case COMPENSATING -> "undo";
            case COMPLETED -> "DONE";
            case COMPENSATED -> "GONE";
        };
        return advanced.sends().isEmpty()
                ? phase
                : phase + "+" + advanced.sends().size();
    }

    private static Map<String, Function<Moment, SagaInput>> inputs() {
        Map<String, Function<Moment, SagaInput>> inputs = new LinkedHashMap<>();
        inputs.put(
                "started", moment -> new SagaInput.Started(moment, moment.at().plus(SagaDialogue.PATIENCE)));
        for (StepName step : StepName.values()) {
            for (Answer answer : Answer.values()) {
                String reason = answer == Answer.REFUSED ? "A_REASON" : null;
                inputs.put(
                        step.wireName() + ":" + answer,
                        moment -> new SagaInput.Replied(moment, step, answer, reason, null));
            }
        }
        for (StepName step : StepName.values()) {
            for (Direction direction : Direction.values()) {
                inputs.put(
                        step.wireName() + ":" + direction + "-FAILED",
                        moment -> new SagaInput.Failed(moment, step, direction, "disk full"));
            }
        }
        inputs.put("deadline:early", moment -> new SagaInput.DeadlinePassed(moment, true));
        inputs.put("deadline:due", moment -> new SagaInput.DeadlinePassed(after(moment, DUE), true));
        inputs.put("deadline:no-budget", moment -> new SagaInput.DeadlinePassed(after(moment, DUE), false));
        inputs.put(
                "deadline:expired", moment -> new SagaInput.DeadlinePassed(after(moment, SagaDialogue.PATIENCE), true));
        inputs.put("cancel", SagaInput.CancelRequested::new);
        inputs.put("retry", SagaInput.RetryRequested::new);
        return inputs;
    }

    private static Moment after(Moment moment, Duration later) {
        return new Moment(moment.at().plus(later), moment.jitter());
    }

    private static SagaSituation[] situations(List<String[]> table) {
        return Arrays.stream(table.getFirst())
                .skip(1)
                .map(SagaSituation::valueOf)
                .toArray(SagaSituation[]::new);
    }

    private static List<String[]> table() {
        try (InputStream file = Objects.requireNonNull(SagaMatrixTest.class.getResourceAsStream("matrix.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.trim().split("\\s+"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
