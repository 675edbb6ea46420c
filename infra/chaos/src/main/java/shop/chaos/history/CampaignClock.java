package shop.chaos.history;

import java.time.Instant;

/** The time of day that never goes back: anchored once, then counted by the machine's monotonic clock. */
public final class CampaignClock {

    private final Instant anchor = Instant.now();
    private final long anchorNanos = System.nanoTime();

    /** Now. */
    public Instant now() {
        return anchor.plusNanos(System.nanoTime() - anchorNanos);
    }
}
