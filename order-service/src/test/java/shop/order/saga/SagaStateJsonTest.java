package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A saga is stored as JSON and read by later builds: its form must hold. The mapper is set up as Quarkus sets up its. */
class SagaStateJsonTest {

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aStateComesBackAsItWasStored(SagaSituation situation) throws JsonProcessingException {
        SagaState state = situation.reach().state();

        assertThat(json.readValue(json.writeValueAsString(state), SagaState.class))
                .isEqualTo(state);
    }

    @Test
    void aLogEntryComesBackAsItWasStored() throws JsonProcessingException {
        for (SagaLogEntry entry : SagaSituation.CANCELLED.reach().log()) {
            assertThat(json.readValue(json.writeValueAsString(entry), SagaLogEntry.class))
                    .isEqualTo(entry);
        }
    }

    /** A state as version 1 of the saga stored it. Never edit it: add another when the form grows. */
    @Test
    void aStateStoredByTheFirstBuild_isStillRead() throws JsonProcessingException {
        SagaDialogue saga = SagaSituation.REJECT.reach().givenFailureOf("VoidPayment", "disk full");

        assertThat(json.readValue(FIRST_BUILD, SagaState.class)).isEqualTo(saga.state());
        assertThat(json.readTree(json.writeValueAsString(saga.state()))).isEqualTo(json.readTree(FIRST_BUILD));
    }

    private static final String FIRST_BUILD = """
            {"definition": "place-order", "version": 1, "phase": "COMPENSATING", "stage": 0,
             "steps": [
               {"name": "RESERVE_STOCK", "progress": "REFUSED", "attempt": 1,
                "firstSentAt": "2026-11-22T12:00:00Z", "lastSentAt": "2026-11-22T12:00:00Z", "dueAt": null,
                "answeredAt": "2026-11-22T12:00:00Z", "reason": "OUT_OF_STOCK", "detail": null, "error": null},
               {"name": "AUTHORIZE_PAYMENT", "progress": "UNDOING", "attempt": 1,
                "firstSentAt": "2026-11-22T12:00:00Z", "lastSentAt": "2026-11-22T12:00:00Z",
                "dueAt": "2026-11-22T12:00:22.500Z",
                "answeredAt": null, "reason": null, "detail": null, "error": "disk full"},
               {"name": "ARRANGE_SHIPMENT", "progress": "PENDING", "attempt": 0,
                "firstSentAt": null, "lastSentAt": null, "dueAt": null,
                "answeredAt": null, "reason": null, "detail": null, "error": null},
               {"name": "CAPTURE_PAYMENT", "progress": "PENDING", "attempt": 0,
                "firstSentAt": null, "lastSentAt": null, "dueAt": null,
                "answeredAt": null, "reason": null, "detail": null, "error": null},
               {"name": "COMMIT_STOCK", "progress": "PENDING", "attempt": 0,
                "firstSentAt": null, "lastSentAt": null, "dueAt": null,
                "answeredAt": null, "reason": null, "detail": null, "error": null}],
             "ending": {"status": "REJECTED", "reason": "OUT_OF_STOCK"},
             "attention": {"why": "authorize-payment: disk full", "since": "2026-11-22T12:00:00Z"},
             "startedAt": "2026-11-22T12:00:00Z", "expiresAt": "2026-11-23T12:00:00Z", "endedAt": null,
             "nextDeadline": "2026-11-22T12:00:22.500Z", "sequence": 3}
            """;
}
