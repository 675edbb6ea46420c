package shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceparentTest {

    @Test
    void theClientsTraceIsKept_ifItIsOne() {
        String sent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(Traceparent.orNew(sent)).isEqualTo(sent);
        for (String other : new String[] {
            "",
            "x",
            sent + "x",
            sent.toUpperCase(java.util.Locale.ROOT),
            "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01"
        }) {
            assertThat(Traceparent.orNew(other)).isNotEqualTo(other).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        }
    }
}
