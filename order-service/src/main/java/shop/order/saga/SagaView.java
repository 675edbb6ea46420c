package shop.order.saga;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga as it is shown. What does not apply is left out.
 *
 * @param definition the name of the definition the saga was started with, and its version
 * @param sequence how many entries its log has
 * @param state RUNNING, COMPENSATING, COMPLETED or COMPENSATED
 * @param needsAttention whether an operator should look; {@code attention} tells why and since when
 * @param stepsToCome the steps not asked for yet that will be, if nothing is refused
 * @param wouldUndo the commands that would go out if the saga turned back now; empty where it cannot
 * @param history what happened, the oldest first: at most the last {@link SagaHistory#MAX_ENTRIES} entries
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SagaView(
        UUID orderId,
        String definition,
        int version,
        long sequence,
        SagaPhase state,
        boolean needsAttention,
        SagaState.@Nullable Attention attention,
        Instant startedAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable Instant nextDeadline,
        List<Step> steps,
        List<String> stepsToCome,
        List<String> wouldUndo,
        List<Entry> history) {

    /** One step, and how far it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Step(
            String step,
            String stage,
            String participant,
            StepProgress state,
            int attempt,
            @Nullable Instant sentAt,
            @Nullable Instant answeredAt,
            @Nullable Instant resendAt,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String error) {}

    /** One decision. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(
            long sequence,
            Instant at,
            String event,
            @Nullable String step,
            @Nullable String from,
            String to,
            @Nullable String status,
            @Nullable String why,
            List<SagaJson.SentCommand> sends) {}
}
