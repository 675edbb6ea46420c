package shop.chaos.nemesis;

import org.apache.kafka.common.header.Headers;

/** How a message that the nemesis has made up is known again, in Kafka and among the parked ones. */
public final class Poison {

    /** The header of its envelope that says so; parked messages keep the envelope's headers. */
    public static final String HEADER = "ce_chaospoison";

    private Poison() {}

    /** Whether a record is one. */
    public static boolean isMarked(Headers headers) {
        return headers.lastHeader(HEADER) != null;
    }
}
