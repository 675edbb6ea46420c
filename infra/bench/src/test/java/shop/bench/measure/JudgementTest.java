package shop.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgementTest {

    @Test
    void steadyLatency_isHeld() {
        assertThat(Judgement.of(Passages.of(500, number -> 80 + number % 40)))
                .isEqualTo(new Judgement(
                        true,
                        "held",
                        Judgement.of(Passages.of(500, number -> 80 + number % 40))
                                .growth()));
    }

    @Test
    void backlogThatGrowsByATenth_isNotHeld() {
        // Each order takes a tenth longer than the time since the beginning: nine of ten arrivals get done.
        Judgement judgement = Judgement.of(Passages.of(500, number -> 80 + number * 2 / 9));

        assertThat(judgement.held()).isFalse();
        assertThat(judgement.growth()).isBetween(40.0, 60.0);
        assertThat(judgement.why()).startsWith("the backlog grew by ");
    }

    @Test
    void onePauseInTheMiddle_thatIsCaughtUp_isHeld() {
        Judgement judgement =
                Judgement.of(Passages.of(500, number -> number >= 2500 && number < 2800 ? 80 + (2800 - number) : 80));

        assertThat(judgement.held()).isTrue();
    }

    @Test
    void refusals_areNotHeld() {
        Judgement judgement = Judgement.of(Passages.of(500, number -> number % 100 == 0 ? 429 : 201, number -> 80));

        assertThat(judgement).isEqualTo(new Judgement(false, "99.0 % accepted", judgement.growth()));
    }

    @Test
    void anOrderThatDidNotEnd_isNotHeld() {
        Judgement judgement = Judgement.of(Passages.of(500, number -> number == 7 ? -1 : 80));

        assertThat(judgement.held()).isFalse();
        assertThat(judgement.why()).isEqualTo("1 did not end");
    }

    @Test
    void aLoadGeneratorThatIsLate_saysNothingOfTheRate() {
        Passage steady = Passages.of(500, number -> 80);
        Passage late = new Passage(steady.name(), steady.began(), steady.seconds(), 500, 400, steady.journeys());

        assertThat(Judgement.of(late).why()).isEqualTo("sent 400 ms late");
    }

    @Test
    void slope_isThatOfTheLineThroughTheLastValues() {
        assertThat(Judgement.slope(new int[] {900, 3, 5, 7, 9}, 1)).isEqualTo(2.0);
        assertThat(Judgement.slope(new int[] {4, 4, 4}, 0)).isZero();
        assertThat(Judgement.slope(new int[] {4}, 0)).isZero();
    }

    @Test
    void backlog_isWhatWasPlacedAndHasNotEnded_atEachSecond() {
        Passage passage = new Passage(
                "two",
                Passages.BEGAN,
                3,
                1,
                0,
                Stream.of(0L, 1_000_000L)
                        .map(after -> new Journey(
                                Passages.BEGAN + after,
                                Passages.BEGAN + after,
                                201,
                                Passages.BEGAN + after,
                                Passages.BEGAN + after + 1_500_000))
                        .toList());

        assertThat(passage.backlog()).containsExactly(0, 1, 1, 0);
    }
}
