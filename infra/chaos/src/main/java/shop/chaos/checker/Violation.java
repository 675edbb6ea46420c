package shop.chaos.checker;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it must be.
 *
 * @param order whose it is, if it is one order's
 * @param at when it happened or was placed, if that is known
 * @param weight how bad it is, compared with others of the same checker: an amount, a number of pieces, or 1
 */
public record Violation(
        String checker,
        String message,
        @Nullable UUID order,
        @Nullable Instant at,
        long weight) {}
