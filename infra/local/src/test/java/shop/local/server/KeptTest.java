package shop.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connections that are numbered as they are made. */
class KeptTest {

    private final List<Integer> closed = new ArrayList<>();
    private final List<Integer> broken = new ArrayList<>();
    private int made;
    private Duration answerTime = Duration.ZERO;
    private Duration now = Duration.ofHours(1);
    private final Kept<Integer, IOException> kept = new Kept<>(() -> ++made, closed::add, () -> now.toNanos());

    @Test
    void asking_again_asksTheSame() throws IOException {
        assertThat(ask()).isEqualTo(1);
        assertThat(ask()).isEqualTo(1);

        assertThat(closed).isEmpty();
    }

    @Test
    void aKeptOneThatBroke_isReplacedAtOnce() throws IOException {
        ask();
        broken.add(1);

        assertThat(ask()).isEqualTo(2);

        assertThat(closed).containsExactly(1);
    }

    @Test
    void aKeptOneThatHangs_isNotWaitedForTwice_butThrownAway() throws IOException {
        ask();
        broken.add(1);
        answerTime = Duration.ofSeconds(2);

        assertThatThrownBy(this::ask).hasMessage("1 is broken");

        assertThat(closed).containsExactly(1);
        assertThat(ask()).isEqualTo(2);
    }

    @Test
    void aNewOneThatFails_fails_andIsThrownAway() throws IOException {
        broken.add(1);

        assertThatThrownBy(this::ask).hasMessage("1 is broken");

        assertThat(closed).containsExactly(1);
        assertThat(ask()).isEqualTo(2);
    }

    @Test
    void afterAMinute_itIsMadeAnew() throws IOException {
        ask();
        now = now.plusSeconds(59);
        assertThat(ask()).isEqualTo(1);

        now = now.plusSeconds(2);

        assertThat(ask()).isEqualTo(2);
        assertThat(closed).containsExactly(1);
    }

    @Test
    void closed_itOpensAgain() throws IOException {
        ask();
        kept.close();
        kept.close();

        assertThat(closed).containsExactly(1);
        assertThat(ask()).isEqualTo(2);
    }

    private int ask() throws IOException {
        return kept.ask(connection -> {
            now = now.plus(answerTime);
            if (broken.contains(connection)) {
                throw new IOException(connection + " is broken");
            }
            return connection;
        });
    }
}
