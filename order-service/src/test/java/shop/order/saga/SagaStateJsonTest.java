package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A saga is stored as JSON and read by later builds: its form must hold. */
class SagaStateJsonTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aStateComesBackAsItWasStored(SagaSituation situation) {
        SagaState state = situation.reach().state();

        assertThat(SagaJson.readState(SagaJson.write(state))).isEqualTo(state);
    }

    /** A state as version 1 of the saga stored it. Never edit it: add another when the form grows. */
    @Test
    void aStateStoredByTheFirstBuild_isStillRead() throws JsonProcessingException {
        SagaState state = SagaSituation.REJECT
                .reach()
                .givenFailureOf("VoidPayment", "disk full")
                .state();
        ObjectMapper json = new ObjectMapper();

        assertThat(SagaJson.readState(FIRST_BUILD)).isEqualTo(state);
        assertThat(json.readTree(SagaJson.write(state))).isEqualTo(json.readTree(FIRST_BUILD));
    }

    @Test
    void whatALaterBuildAdded_isIgnored() {
        String later = FIRST_BUILD.replaceFirst("\\{", "{\"colour\": \"blue\", ");

        assertThat(SagaJson.readState(later)).isEqualTo(SagaJson.readState(FIRST_BUILD));
    }

    private static final String FIRST_BUILD = """
            {"definition": "place-order", "version": 1, "phase": "COMPENSATING", "stage": 0,
             "steps": [
               {"name": "RESERVE_STOCK", "progress": "REFUSED", "attempt": 1,
                "firstSentAt": "2026-11-22T12:00:00Z", "lastSentAt": "2026-11-22T12:00:00Z",
                "answeredAt": "2026-11-22T12:00:00Z", "reason": "OUT_OF_STOCK"},
               {"name": "AUTHORIZE_PAYMENT", "progress": "UNDOING", "attempt": 1,
                "firstSentAt": "2026-11-22T12:00:00Z", "lastSentAt": "2026-11-22T12:00:00Z",
                "dueAt": "2026-11-22T12:00:22.500Z", "error": "disk full"},
               {"name": "ARRANGE_SHIPMENT", "progress": "PENDING", "attempt": 0},
               {"name": "CAPTURE_PAYMENT", "progress": "PENDING", "attempt": 0},
               {"name": "COMMIT_STOCK", "progress": "PENDING", "attempt": 0}],
             "ending": {"status": "REJECTED", "reason": "OUT_OF_STOCK"},
             "attention": {"why": "authorize-payment: disk full", "since": "2026-11-22T12:00:00Z"},
             "startedAt": "2026-11-22T12:00:00Z", "expiresAt": "2026-11-23T12:00:00Z",
             "nextDeadline": "2026-11-22T12:00:22.500Z", "sequence": 3}
            """;
}
