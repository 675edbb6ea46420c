package shop.order.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.order.OrderStatus;
import shop.order.saga.SagaDecision.Advanced;
import shop.order.saga.SagaDecision.Postponed;
import shop.order.saga.SagaDecision.Refused;
import shop.order.saga.SagaDecision.Stale;

/**
 * A saga under test, spoken to in the words of its messages: {@code given} an event, {@code expect} these commands. Every
 * decision is checked for what must always hold: the log numbered without gaps, a deadline exactly while the saga lives.
 */
final class SagaDialogue {

    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    static final Duration PATIENCE = Duration.ofHours(24);

    private final SagaKernel kernel = new SagaKernel(ResendPolicy.DEFAULT);
    private final SagaDefinition definition;
    private final List<SagaLogEntry> log = new ArrayList<>();
    private Instant now = START;
    private @Nullable SagaState state;
    private @Nullable SagaDecision decision;

    private SagaDialogue(SagaDefinition definition) {
        this.definition = definition;
    }

    static SagaDialogue aSagaNotStarted() {
        return new SagaDialogue(PlaceOrderSaga.V1);
    }

    static SagaDialogue aSaga() {
        return aSagaOf(PlaceOrderSaga.V1);
    }

    static SagaDialogue aSagaOf(SagaDefinition definition) {
        SagaDialogue dialogue = new SagaDialogue(definition);
        return dialogue.given(new SagaInput.Started(dialogue.moment(), START.plus(PATIENCE)));
    }

    /** The participant's event arrives. */
    SagaDialogue given(String event) {
        return given(reply(event, null, null));
    }

    /** The participant's refusal arrives. */
    SagaDialogue given(String event, String reason) {
        return given(reply(event, reason, null));
    }

    SagaDialogue givenShipmentArranged(String trackingNumber) {
        return given(reply("ShipmentArranged", null, trackingNumber));
    }

    /** The participant reports that it cannot carry out this command. */
    SagaDialogue givenFailureOf(String command, String error) {
        SagaDefinition.Purpose purpose = definition.purposeOf(command).orElseThrow();
        return given(new SagaInput.Failed(moment(), purpose.step(), purpose.direction(), error));
    }

    SagaDialogue givenCancel() {
        return given(new SagaInput.CancelRequested(moment()));
    }

    SagaDialogue givenRetry() {
        return given(new SagaInput.RetryRequested(moment()));
    }

    /** Time passes, to this long after the start; the deadline's alarm rings. */
    SagaDialogue givenTime(Duration sinceStart) {
        now = START.plus(sinceStart);
        return given(new SagaInput.DeadlinePassed(moment(), true));
    }

    /** As {@link #givenTime}, with the service's budget of resends used up. */
    SagaDialogue givenTimeWithoutBudget(Duration sinceStart) {
        now = START.plus(sinceStart);
        return given(new SagaInput.DeadlinePassed(moment(), false));
    }

    SagaDialogue given(SagaInput input) {
        SagaState before = state;
        SagaDecision decided = kernel.decide(definition, before, input);
        decision = decided;
        switch (decided) {
            case Advanced advanced -> {
                checkEntry(advanced, before);
                log.add(advanced.entry());
                state = advanced.state();
            }
            case Postponed postponed -> {
                assertThat(postponed.state().sequence())
                        .isEqualTo(Objects.requireNonNull(before).sequence());
                state = postponed.state();
            }
            case Stale stale -> assertThat(stale.why()).isNotBlank();
            case Refused refused -> assertThat(refused.refusal()).isNotNull();
        }
        assertThat(state().nextDeadline() == null)
                .as("a deadline exactly while the saga lives: " + state)
                .isEqualTo(state().phase().ended());
        return this;
    }

    private void checkEntry(Advanced advanced, @Nullable SagaState before) {
        SagaLogEntry entry = advanced.entry();
        assertThat(entry.sequence())
                .isEqualTo(log.size() + 1L)
                .isEqualTo(advanced.state().sequence());
        assertThat(entry.from()).isEqualTo(before == null ? null : before.phase());
        assertThat(entry.to()).isEqualTo(advanced.state().phase());
        assertThat(entry.sends()).isEqualTo(advanced.sends());
        assertThat(entry.status())
                .isEqualTo(advanced.status() == null ? null : advanced.status().status());
    }

    /** Exactly these commands go out. */
    SagaDialogue expect(String... commands) {
        Stream<String> sent = advanced().sends().stream()
                .map(send -> definition.step(send.step()).message(send.direction()));
        assertThat(sent).containsExactly(commands);
        return this;
    }

    SagaDialogue expectAttempts(Integer... attempts) {
        assertThat(advanced().sends()).extracting(Send::attempt).containsExactly(attempts);
        return this;
    }

    SagaDialogue expectNothingSent() {
        return expect();
    }

    SagaDialogue expectStale() {
        assertThat(decision).isInstanceOf(Stale.class);
        return this;
    }

    SagaDialogue expectPostponed() {
        assertThat(decision).isInstanceOf(Postponed.class);
        return this;
    }

    SagaDialogue expectRefused(SagaDecision.Refusal refusal) {
        assertThat(decision).isEqualTo(new Refused(refusal));
        return this;
    }

    SagaDialogue expect(SagaPhase phase) {
        assertThat(state().phase()).isEqualTo(phase);
        return this;
    }

    /** The order gets this status now. */
    SagaDialogue expectStatus(OrderStatus status, @Nullable String reason) {
        OrderStatusChange change = Objects.requireNonNull(advanced().status(), "The order's status has not changed");
        assertThat(change.status()).isEqualTo(status);
        assertThat(change.reason()).isEqualTo(reason);
        return this;
    }

    SagaDialogue expectStatusUnchanged() {
        assertThat(advanced().status()).isNull();
        return this;
    }

    SagaDialogue expectAttention(boolean needed) {
        assertThat(state().needsAttention()).isEqualTo(needed);
        return this;
    }

    SagaState state() {
        return Objects.requireNonNull(state, "The saga has not started");
    }

    @Nullable
    SagaState stateOrNull() {
        return state;
    }

    SagaDecision decision() {
        return Objects.requireNonNull(decision);
    }

    List<SagaLogEntry> log() {
        return log;
    }

    Advanced advanced() {
        assertThat(decision).isInstanceOf(Advanced.class);
        return (Advanced) decision();
    }

    Moment moment() {
        return new Moment(now, 0.5);
    }

    private SagaInput.Replied reply(String event, @Nullable String reason, @Nullable String detail) {
        for (SagaStep step : definition.steps()) {
            for (Answer answer : Answer.values()) {
                if (step.participant().messageType(event).equals(step.eventType(answer))) {
                    return new SagaInput.Replied(moment(), step.name(), answer, reason, detail);
                }
            }
        }
        throw new AssertionError("No step is answered by " + event);
    }
}
