package shop.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.local.control.ConsumerStatus;
import shop.local.control.Overview;
import shop.local.environment.Json;
import shop.local.supervisor.Duties.RelayStatus;
import shop.local.supervisor.ProcessStatus;

/** The board's counts and rows from a snapshot and the events after it, and how they are drawn. */
class BoardStateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final UUID KNOWN = new UUID(0, 1);
    private static final UUID NEW = new UUID(0, 2);
    private static final String SNAPSHOT = """
            {"cursor": "7", "counts": {"PENDING": 3, "CONFIRMED": 40, "REJECTED": 5, "CANCELLED": 1}, "inFlight": 4,
             "newest": [{"orderId": "%s", "customerId": "customer-1", "placedAt": "2026-01-01T11:59:59Z",
                         "status": "PENDING", "state": "RUNNING", "needsAttention": false, "sequence": 2,
                         "steps": [{"step": "reserve-stock", "stage": "hold", "state": "SENT", "attempt": 1},
                                   {"step": "authorize-payment", "stage": "hold", "state": "DONE", "attempt": 1}]}]}
            """.formatted(KNOWN);

    private final BoardState board = new BoardState();

    @BeforeEach
    void begin() throws JsonProcessingException {
        board.begin(Json.MAPPER.readTree(SNAPSHOT));
    }

    @Test
    void countsGoOn_fromTheSnapshot() {
        add(NEW, 1, "STARTED", null, null, "RUNNING", null, "reserve-stock", "authorize-payment");
        assertThat(board.inFlight()).isEqualTo(5);
        assertThat(board.count("PENDING")).isEqualTo(4);

        add(KNOWN, 3, "STEP_REFUSED", "reserve-stock", "RUNNING", "COMPENSATING", null, "authorize-payment");
        add(KNOWN, 4, "STEP_UNDONE", "authorize-payment", "COMPENSATING", "COMPENSATED", "REJECTED");
        add(NEW, 2, "STEP_DONE", "arrange-shipment", "RUNNING", "RUNNING", "CONFIRMED");

        assertThat(board.inFlight()).isEqualTo(4);
        assertThat(List.of(board.count("PENDING"), board.count("CONFIRMED"), board.count("REJECTED")))
                .containsExactly(2L, 41L, 6L);
        assertThat(board.throughput(NOW)).isEqualTo(0.2);
        assertThat(board.throughput(NOW.plusSeconds(11))).isZero();
        assertThat(board.latencyMillis(1)).isEqualTo(1000);
        assertThat(board.latencyMillis(0.5)).isZero();
    }

    @Test
    void rowFollowsItsSaga_forwardAndBack_andAnEventItHasChangesNothing() {
        add(KNOWN, 2, "STEP_REFUSED", "authorize-payment", "RUNNING", "COMPENSATING", null);
        assertThat(steps()).containsExactly("SENT", "DONE");

        add(KNOWN, 3, "STEP_REFUSED", "reserve-stock", "RUNNING", "COMPENSATING", null, "authorize-payment");
        assertThat(steps()).containsExactly("REFUSED", "UNDOING");

        add(KNOWN, 4, "STEP_UNDONE", "authorize-payment", "COMPENSATING", "COMPENSATED", "REJECTED");
        assertThat(steps()).containsExactly("REFUSED", "UNDONE");
        assertThat(board.newest(1).getFirst().status()).isEqualTo("REJECTED");
    }

    @Test
    void newestOrder_isOnTop_andRowsAreBounded() {
        for (int i = 0; i < 300; i++) {
            add(new UUID(1, i), 1, "STARTED", null, null, "RUNNING", null);
        }

        assertThat(board.newest(3))
                .extracting(row -> row.orderId().getLeastSignificantBits())
                .containsExactly(299L, 298L, 297L);
        assertThat(board.newest(1000)).hasSize(200);
        assertThat(board.count("PENDING")).isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "200,60", "40,10", "20,3"})
    void screen_fits(int width, int height) {
        List<String> lines = Screen.lines(board, overview(), Optional.of("reconnecting"), width, height, NOW);

        assertThat(lines)
                .hasSizeLessThanOrEqualTo(height)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    }

    @Test
    void screenOf80By24_showsEverything() {
        String screen = String.join("\n", Screen.lines(board, overview(), Optional.empty(), 80, 24, NOW));

        assertThat(screen)
                .contains("in flight", "confirmed 40", "rejected 5", "payment-service", "killed", "321 MiB", "17 B")
                .contains("unknown", KNOWN.toString(), "…    ●    ·    ·    ·", "running");
        assertThat(Screen.lines(board, overview(), Optional.empty(), 100, 24, NOW))
                .anyMatch(line -> line.contains("customer-1"));
    }

    @Test
    void plainLine_saysTheSame_andWhatIsAway() {
        assertThat(Screen.line(board, overview(), Optional.empty(), NOW))
                .isEqualTo("in flight 4, 0.0/s, p50 -, p99 -, pending 3, confirmed 40, rejected 5, cancelled 1;"
                        + " relay lag 17 bytes, consumer lag unknown, 1 of 2 processes ready");
        assertThat(Screen.line(board, null, Optional.of("reconnecting"), NOW))
                .startsWith("reconnecting; in flight 4")
                .endsWith("the supervisor does not answer");
    }

    private List<String> steps() {
        return List.copyOf(board.newest(1).getFirst().steps().values());
    }

    private void add(
            UUID order,
            int sequence,
            String event,
            String step,
            String from,
            String to,
            String status,
            String... sends) {
        var json = Json.MAPPER.createObjectNode();
        json.put("orderId", order.toString()).put("sequence", sequence).put("at", NOW.toString());
        json.put("event", event)
                .put("step", step)
                .put("from", from)
                .put("to", to)
                .put("status", status);
        var sent = json.putArray("sends");
        for (String each : sends) {
            sent.addObject().put("step", each);
        }
        JsonNode withoutNulls = json.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) withoutNulls)
                .properties()
                .removeIf(field -> field.getValue().isNull());
        board.add(withoutNulls, NOW);
    }

    private static Overview overview() {
        ProcessStatus ready = new ProcessStatus("order-service", "ready", 1L, 8080, null, null, 1.0, 321L, 0);
        ProcessStatus killed = new ProcessStatus("payment-service", "killed", null, 8081, null, null, null, null, 0);
        return new Overview(
                true,
                List.of(ready, killed),
                List.of(new RelayStatus("order-service", true, 17, "follows")),
                List.of(new ConsumerStatus("payment-service", null, null)),
                List.of());
    }
}
