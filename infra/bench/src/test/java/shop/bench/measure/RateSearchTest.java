package shop.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {

    @Test
    void doublesUntilOneIsNotHeld_thenTriesTheMiddle() {
        RateSearch search = new RateSearch(200, 1.1, 1);

        assertThat(tried(search, 1000)).containsExactly(200.0, 400.0, 800.0, 1600.0, 1200.0, 1000.0, 1100.0);
        assertThat(search.best()).isEqualTo(1000);
    }

    @Test
    void triesAgainWhatIsNotHeld_asOftenAsItMay() {
        RateSearch search = new RateSearch(200, 1.3, 2);

        search.tell(true);
        search.tell(false);
        assertThat(search.next()).isEqualTo(400);
        search.tell(true);
        assertThat(search.next()).as("a hiccup is no limit").isEqualTo(800);
        search.tell(false);
        search.tell(false);
        assertThat(search.next()).as("twice not held").isEqualTo(600);
        search.tell(false);
        assertThat(search.next()).as("each rate has its own attempts").isEqualTo(600);
        search.tell(false);

        assertThat(search.next()).isEqualTo(500);
        assertThat(search.best()).isEqualTo(400);
    }

    @Test
    void halvesWhenTheFirstIsNotHeld() {
        RateSearch search = new RateSearch(200, 1.25, 1);

        assertThat(tried(search, 60)).containsExactly(200.0, 100.0, 50.0, 75.0, 62.5);
        assertThat(search.best()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(doubles = {7, 17, 99, 450, 999, 1000, 1001, 12_345})
    void endsWithinThePrecision_belowWhatCanBeHeld(double capacity) {
        RateSearch search = new RateSearch(200, 1.08, 1);

        tried(search, capacity);

        assertThat(search.best()).isLessThanOrEqualTo(capacity).isGreaterThanOrEqualTo(capacity / 1.3);
    }

    @Test
    void endsWithNothing_whenNoRateIsHeld() {
        RateSearch search = new RateSearch(200, 1.1, 1);

        assertThat(tried(search, 0)).hasSizeLessThan(10);
        assertThat(search.best()).isZero();
    }

    @Test
    void endsAtTheHighestRate_whenEveryRateIsHeld() {
        RateSearch search = new RateSearch(200, 1.1, 1);

        assertThat(tried(search, Double.MAX_VALUE)).hasSizeLessThan(20);
        assertThat(search.best()).isEqualTo(20_000);
    }

    @Test
    void nextAfterTheEnd_isAnError() {
        RateSearch search = new RateSearch(200, 1.1, 1);
        tried(search, 0);

        assertThatThrownBy(search::next).isInstanceOf(IllegalStateException.class);
    }

    private static List<Double> tried(RateSearch search, double capacity) {
        List<Double> tried = new ArrayList<>();
        while (!search.isDone()) {
            tried.add(search.next());
            search.tell(search.next() <= capacity);
            assertThat(tried).hasSizeLessThan(50);
        }
        return tried;
    }
}
