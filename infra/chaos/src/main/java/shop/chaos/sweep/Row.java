package shop.chaos.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.chaos.checker.Verdict;

/**
 * What came of one point.
 *
 * @param haltedAt when the service died there; null where it did not
 * @param order the order that was on its way
 * @param end the order's status in the end, and its saga's state
 * @param untilEnd from the service's death until nothing was left to do for the order
 * @param sentAgain how many commands the saga had to send again
 * @param why in words, where the verdict is not valid
 */
public record Row(
        Point point,
        @Nullable Instant haltedAt,
        @Nullable UUID order,
        String end,
        @Nullable Duration untilEnd,
        long sentAgain,
        Verdict verdict,
        String why) {

    /** The same with a verdict that is at least as grave. */
    public Row and(Verdict more, String reason) {
        return new Row(
                point,
                haltedAt,
                order,
                end,
                untilEnd,
                sentAgain,
                verdict.and(more),
                why.isEmpty() ? reason : why + "; " + reason);
    }
}
