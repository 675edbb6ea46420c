package shop.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.local.control.Gate.Head;
import shop.local.control.Gate.Verdict;

class GateTest {

    private static final String HOST = "127.0.0.1:8085";
    private static final String PAGE = "http://127.0.0.1:8080";
    private static final String TOKEN = "Bearer secret";

    private final Gate gate = new Gate(8085, Set.of(8080, 8180), "secret");

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "127.0.0.1:8085, none",
                "localhost:8085, none",
                "127.0.0.1:8085, http://127.0.0.1:8080",
                "127.0.0.1:8085, http://localhost:8080",
                "127.0.0.1:8085, http://localhost:8180"
            })
    void ourPagesAndTheCommandLine_areAdmittedWithTheToken(String host, @Nullable String origin) {
        assertThat(gate.judge(new Head("GET", host, origin, TOKEN))).isEqualTo(Verdict.ADMITTED);
        assertThat(gate.judge(new Head("GET", host, origin, null))).isEqualTo(Verdict.NO_TOKEN);
        assertThat(gate.judge(new Head("GET", host, origin, "Bearer secre"))).isEqualTo(Verdict.NO_TOKEN);
        assertThat(gate.judge(new Head("GET", host, origin, "secret"))).isEqualTo(Verdict.NO_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://evil.example",
                "http://127.0.0.1:8081",
                "https://127.0.0.1:8080",
                "http://127.0.0.1:8080.evil.example",
                "http://127.0.0.1"
            })
    void otherPages_areTurnedAway_whateverTheyKnow(String origin) {
        assertThat(gate.judge(new Head("GET", HOST, origin, TOKEN))).isEqualTo(Verdict.WRONG_ORIGIN);
        assertThat(gate.judge(new Head("OPTIONS", HOST, origin, null))).isEqualTo(Verdict.WRONG_ORIGIN);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none", "evil.example:8085", "evil.example", "127.0.0.1", "127.0.0.1:8080", "[::1]:8085"})
    void anotherNameForThisHost_isTurnedAway_whateverItKnows(@Nullable String host) {
        assertThat(gate.judge(new Head("GET", host, null, TOKEN))).isEqualTo(Verdict.WRONG_HOST);
        assertThat(gate.judge(new Head("OPTIONS", host, PAGE, TOKEN))).isEqualTo(Verdict.WRONG_HOST);
    }

    @Test
    void preflight_isAnsweredWithoutToken_butOnlyToAPage() {
        assertThat(gate.judge(new Head("OPTIONS", HOST, PAGE, null))).isEqualTo(Verdict.PREFLIGHT);
        assertThat(gate.judge(new Head("OPTIONS", HOST, null, null))).isEqualTo(Verdict.NO_TOKEN);
    }
}
