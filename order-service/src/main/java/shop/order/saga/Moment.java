package shop.order.saga;

import java.time.Instant;

/**
 * When something is decided, and the one random number it may use: both come from outside, so that a decision can be
 * repeated exactly.
 *
 * @param at the time
 * @param jitter at least 0 and less than 1; spreads the times of resending
 */
public record Moment(Instant at, double jitter) {
    public Moment {
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("Jitter is a fraction from 0 to below 1, not " + jitter);
        }
    }
}
