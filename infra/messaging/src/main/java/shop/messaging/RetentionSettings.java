package shop.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How long messages are kept. {@link #refuseUnsafe()} says which combinations would lose or repeat effects. */
@ConfigMapping(prefix = "shop.retention")
interface RetentionSettings {

    Duration SHORTEST_OUTBOX = Duration.ofHours(24);

    /** How many days' partitions are there before they are needed. */
    @WithDefault("7")
    int daysAhead();

    /** How long a sent message stays, to be sent again when the queue lost it. */
    @WithName("outbox")
    @WithDefault("P2D")
    Duration outboxRetention();

    /** How long a message's id is remembered. */
    @WithName("inbox")
    @WithDefault("P8D")
    Duration inboxRetention();

    /** How long a parked message is kept after it was replayed. One that was not is kept until it is. */
    @WithName("parked")
    @WithDefault("P30D")
    Duration parkedRetention();

    /** The longest time after which a message may come again: more than topics keep records, should positions be lost. */
    @WithDefault("P7D")
    Duration longestRedelivery();

    /** Stops the start when messages could come again after the inbox forgot them, or be needed after the outbox did. */
    default void refuseUnsafe() {
        if (outboxRetention().compareTo(SHORTEST_OUTBOX) < 0) {
            throw new IllegalStateException("shop.retention.outbox is %s; at least %s is needed to repair an outage"
                    .formatted(outboxRetention(), SHORTEST_OUTBOX));
        }
        Duration longest =
                longestRedelivery().compareTo(outboxRetention()) > 0 ? longestRedelivery() : outboxRetention();
        if (inboxRetention().compareTo(longest) <= 0) {
            throw new IllegalStateException("shop.retention.inbox is %s; it must exceed %s, after which a message can"
                            .formatted(inboxRetention(), longest)
                    + " still come again (shop.retention.longest-redelivery, shop.retention.outbox)");
        }
        if (daysAhead() < 1 || daysAhead() > 30) {
            throw new IllegalStateException("shop.retention.days-ahead is %d, not 1 to 30".formatted(daysAhead()));
        }
    }
}
