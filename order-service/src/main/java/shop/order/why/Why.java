package shop.order.why;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a saga waits. What does not apply is left out.
 *
 * @param summary a sentence for people
 * @param since since when, as far as it is known
 * @param step the step it waits for, and {@code command} what was sent for it
 * @param evidence what the cause was told from: other keys for each cause
 * @param advice what a person might do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Why(
        UUID orderId,
        Cause cause,
        String summary,
        @Nullable Instant since,
        @Nullable String step,
        @Nullable String command,
        Map<String, Object> evidence,
        @Nullable String advice) {

    static Why of(UUID orderId, WhyDecision.Verdict verdict) {
        return new Why(
                orderId,
                verdict.cause(),
                verdict.summary(),
                verdict.since(),
                verdict.step(),
                verdict.command(),
                verdict.evidence(),
                verdict.advice());
    }
}
