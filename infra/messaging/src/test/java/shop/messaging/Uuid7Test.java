package shop.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Uuid7Test {

    @Test
    void next_isAVersion7OfTheIetfVariant() {
        UUID id = Uuid7.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void next_risesStrictlyAsText_alsoWithinAMillisecond() {
        assertThat(Stream.generate(Uuid7::next).limit(50_000).map(UUID::toString))
                .isSortedAccordingTo(String::compareTo)
                .doesNotHaveDuplicates();
    }

    @Test
    void clockSetBack_stillRises() {
        UUID before = Uuid7.next();
        UUID after = Uuid7.next(0, 0);

        assertThat(after.toString()).isGreaterThan(before.toString());
        assertThat(after.version()).isEqualTo(7);
        assertThat(after.variant()).isEqualTo(2);
    }

    @Test
    void threadsAtOnce_neverGetTheSame() {
        long distinct = IntStream.range(0, 100_000)
                .parallel()
                .mapToObj(i -> Uuid7.next().getMostSignificantBits())
                .distinct()
                .count();

        assertThat(distinct).isEqualTo(100_000);
    }
}
