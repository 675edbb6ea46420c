package shop.order.saga;

import java.time.Duration;

/**
 * When a command without an answer is sent again: after a delay that doubles with each attempt, drawn between half of
 * it and all of it. With the defaults, 15 to 30 s after the first sending, and from the fifth on 150 to 300 s, for ever.
 *
 * @param shortest the shortest delay there is: never less than a slow answer takes
 * @param longest the longest delay there is
 * @param attentionAfter how long a command may stay without an answer before an operator should look
 */
public record ResendPolicy(Duration shortest, Duration longest, Duration attentionAfter) {

    public static final ResendPolicy DEFAULT =
            new ResendPolicy(Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofMinutes(30));

    public ResendPolicy {
        if (!shortest.isPositive() || longest.compareTo(shortest.multipliedBy(2)) < 0 || !attentionAfter.isPositive()) {
            throw new IllegalArgumentException(
                    "The longest delay is at least twice the shortest, and all are positive: " + shortest + ", "
                            + longest + ", " + attentionAfter);
        }
    }

    /**
     * How long to wait for an answer to this attempt.
     *
     * @param attempt from 1
     * @param jitter from 0 to below 1
     */
    public Duration delayAfter(int attempt, double jitter) {
        long upperMillis = longest.toMillis();
        int doublings = Math.min(attempt, 32);
        if (shortest.toMillis() <= upperMillis >> doublings) {
            upperMillis = shortest.toMillis() << doublings;
        }
        return Duration.ofMillis(Math.round(upperMillis * (0.5 + jitter / 2)));
    }
}
