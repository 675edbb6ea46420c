package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** A saga is stored as JSON and read by later builds: its form must hold. */
class SagaMemoryTest {

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aStateComesBackAsItWasStored(SagaSituation situation) {
        SagaState state = situation.reach().state();

        assertThat(SagaMemory.read(SagaMemory.write(state))).isEqualTo(state);
    }

    @Test
    void aStateStoredByTheFirstBuild_isStillRead() {
        assertThat(SagaMemory.read(FIRST_BUILD)).isEqualTo(state());
    }

    @Test
    void theFormHolds() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();

        assertThat(SagaMemory.read(SECOND_FORM)).isEqualTo(state());
        assertThat(json.readTree(SagaMemory.write(state()))).isEqualTo(json.readTree(SECOND_FORM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "no JSON", "{\"definition\": \"place-order\""})
    void whatIsNoState_isRefused(String stored) {
        assertThatIllegalStateException().isThrownBy(() -> SagaMemory.read(stored));
    }

    @Test
    void whatALaterBuildAdded_isIgnored() {
        String later = FIRST_BUILD.replaceFirst("\\{", "{\"colour\": \"blue\", ");

        assertThat(SagaMemory.read(later)).isEqualTo(SagaMemory.read(FIRST_BUILD));
    }

    private static SagaState state() {
        return SagaSituation.REJECT
                .reach()
                .givenFailureOf("VoidPayment", "disk full")
                .state();
    }

    /** A state as version 1 of the saga stored it. Never edit it: add another when the form grows. */
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

    /** The same state, with times as numbers and without what follows from the rest. Never edit it either. */
    private static final String SECOND_FORM = """
            {"definition": "place-order", "version": 1, "phase": "COMPENSATING", "stage": 0,
             "steps": [
               {"name": "RESERVE_STOCK", "progress": "REFUSED", "attempt": 1, "firstSentAt": 1795348800000000,
                "answeredAt": 1795348800000000, "reason": "OUT_OF_STOCK"},
               {"name": "AUTHORIZE_PAYMENT", "progress": "UNDOING", "attempt": 1, "firstSentAt": 1795348800000000,
                "dueAt": 1795348822500000, "error": "disk full"},
               {"name": "ARRANGE_SHIPMENT", "progress": "PENDING"},
               {"name": "CAPTURE_PAYMENT", "progress": "PENDING"},
               {"name": "COMMIT_STOCK", "progress": "PENDING"}],
             "ending": {"status": "REJECTED", "reason": "OUT_OF_STOCK"},
             "attention": {"why": "authorize-payment: disk full", "since": 1795348800000000},
             "startedAt": 1795348800000000, "expiresAt": 1795435200000000,
             "nextDeadline": 1795348822500000, "sequence": 3}
            """;
}
