package shop.bench.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import shop.bench.stored.Archive.Fate;

/** What becomes of each day's messages when stretches of days are stored one after another. */
class FateTest {

    @Test
    void keptForTwoDays_theNextTwoExpire() {
        assertThat(fates(1, 5, 2)).containsExactly(Fate.KEPT, Fate.KEPT, Fate.EXPIRED, Fate.EXPIRED, Fate.GONE);
    }

    @Test
    void aStretchBeyondThoseKept_beginsWithTwoThatExpire() {
        assertThat(fates(5, 8, 2)).containsExactly(Fate.EXPIRED, Fate.EXPIRED, Fate.GONE, Fate.GONE);
    }

    @Test
    void aStretchInWhichTheKeptOnesEnd_hasTheNextTwoExpire() {
        assertThat(fates(5, 11, 8))
                .containsExactly(Fate.KEPT, Fate.KEPT, Fate.KEPT, Fate.KEPT, Fate.EXPIRED, Fate.EXPIRED, Fate.GONE);
    }

    private static List<Fate> fates(int newest, int oldest, int kept) {
        return IntStream.rangeClosed(newest, oldest)
                .mapToObj(day -> Fate.of(day, kept, newest))
                .toList();
    }
}
