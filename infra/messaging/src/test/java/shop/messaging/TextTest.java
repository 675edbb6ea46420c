package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void whatPostgresCannotHold_isReplaced() {
        assertThat(Text.storable("a\u0000b\ud800c\udc00", 100)).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
        assertThat(Text.storable("😀 ä", 100)).isEqualTo("😀 ä");
        assertThat(Text.storable(null, 100)).isEmpty();
    }

    @Test
    void longText_isCutWithoutHalvingACharacter() {
        assertThat(Text.storable("abcdef", 3)).isEqualTo("abc");
        assertThat(Text.storable("ab😀", 3)).isEqualTo("ab\uFFFD");
    }
}
