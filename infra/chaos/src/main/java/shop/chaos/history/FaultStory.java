package shop.chaos.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fault from beginning to end.
 *
 * @param evidence what shows that it took effect
 * @param endedAt when it was taken back
 * @param healedAt when what it had hit was ready again
 * @param error why it could not be injected or healed as it should be
 */
public record FaultStory(
        int number,
        String kind,
        String target,
        Instant beganAt,
        @Nullable Instant tookEffectAt,
        @Nullable String evidence,
        @Nullable Instant endedAt,
        @Nullable Instant healedAt,
        @Nullable String error) {

    /** As people read it. */
    public String name() {
        return kind + " " + target;
    }
}
