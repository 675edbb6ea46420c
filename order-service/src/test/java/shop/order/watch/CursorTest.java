package shop.order.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final Cursor WITH_GAPS = Cursor.of(100, List.of(102L, 103L, 107L, 140L));

    @Test
    void aPosition_isItsOwnText() {
        assertThat(Cursor.at(4711).text()).isEqualTo("4711");
        assertThat(Cursor.parse("4711")).contains(Cursor.at(4711));
    }

    @Test
    void whatWasSeenWithoutAGap_isAPosition() {
        assertThat(Cursor.of(100, List.of(101L, 102L))).isEqualTo(Cursor.at(102));
        assertThat(Cursor.of(100, List.of())).isEqualTo(Cursor.at(100));
    }

    @Test
    void whatWasSeenBeyondAGap_isKnown_andTheGapsAreNot() {
        assertThat(LongStream.rangeClosed(99, 141).filter(WITH_GAPS::knows))
                .containsExactly(99L, 100L, 102L, 103L, 107L, 140L);
    }

    @Test
    void itsText_readsAsTheSame_whereverItHasMovedTo() {
        for (long position = 100; position <= 141; position++) {
            Cursor moved = WITH_GAPS.movedTo(position);
            Cursor reread = Cursor.parse(moved.text()).orElseThrow();
            for (long entry = position; entry <= 142; entry++) {
                assertThat(reread.knows(entry))
                        .as(moved.text() + " knows " + entry)
                        .isEqualTo(moved.knows(entry));
            }
        }
        assertThat(WITH_GAPS.movedTo(140)).isEqualTo(Cursor.at(140));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.", "1.!", "1.5.7", "1.5.7-", "99999999999999999999", " 1"})
    void whatIsNoCursor_isNone(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
