package shop.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.chaos.checker.Finding;
import shop.chaos.checker.Judgement;
import shop.chaos.checker.Verdict;
import shop.chaos.checker.Violation;
import shop.chaos.sweep.Point;
import shop.chaos.sweep.Points;
import shop.chaos.sweep.Row;
import shop.order.saga.PlaceOrderSaga;

/** A sweep is valid only if every point was reached, every order ended rightly, and no checker holds anything against it. */
class SweepVerdictTest {

    private static final UUID ORDER = UUID.fromString("01a20631-ac3c-7000-8ec4-e15c7c997141");
    private static final Point POINT = Points.of(PlaceOrderSaga.V1).getFirst();
    private static final Judgement NOTHING_FOUND = found(Verdict.VALID);

    @Test
    void everyPointReachedAndSurvived_isValid() {
        assertThat(Sweep.verdict(List.of(row(Verdict.VALID), row(Verdict.VALID)), NOTHING_FOUND))
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void aPointThatWasNotReached_leavesTheWholeUnknown() {
        assertThat(Sweep.verdict(List.of(row(Verdict.VALID), row(Verdict.UNKNOWN)), NOTHING_FOUND))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anOrderThatEndsWrongly_isInvalid() {
        assertThat(Sweep.verdict(List.of(row(Verdict.INVALID), row(Verdict.UNKNOWN)), NOTHING_FOUND))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void whatACheckerFinds_countsForTheWhole() {
        assertThat(Sweep.verdict(List.of(row(Verdict.VALID)), found(Verdict.INVALID)))
                .isEqualTo(Verdict.INVALID);
        assertThat(Sweep.verdict(List.of(row(Verdict.VALID)), found(Verdict.UNKNOWN)))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void whatACheckerHoldsAgainstAnOrder_standsInItsRow() {
        Violation violation = new Violation("money-is-conserved", "charged twice", ORDER, Instant.EPOCH, 1);

        assertThat(Sweep.judged(row(Verdict.VALID), found(Verdict.INVALID, violation)))
                .satisfies(row -> assertThat(row.verdict()).isEqualTo(Verdict.INVALID))
                .satisfies(row -> assertThat(row.why()).isEqualTo("charged twice"));
    }

    @Test
    void whatACheckerHoldsAgainstAnotherOrder_doesNot() {
        Violation violation = new Violation("money-is-conserved", "charged twice", UUID.randomUUID(), Instant.EPOCH, 1);

        assertThat(Sweep.judged(row(Verdict.VALID), found(Verdict.INVALID, violation)))
                .isEqualTo(row(Verdict.VALID));
    }

    private static Row row(Verdict verdict) {
        return new Row(POINT, Instant.EPOCH, ORDER, "CONFIRMED, COMPLETED", Duration.ofSeconds(1), 0, verdict, "");
    }

    private static Judgement found(Verdict verdict, Violation... violations) {
        return new Judgement(List.of(
                new Finding("money-is-conserved", verdict, 1, "accounts", List.of(violations), violations.length)));
    }
}
