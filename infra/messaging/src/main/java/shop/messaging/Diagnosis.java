package shop.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one instance of a service is, as it says itself on the topic {@value #TOPIC}: telemetry, to be shown to people and
 * nothing to decide from. What does not apply is left out.
 *
 * @param instance which of the service's instances
 * @param at when it said so
 * @param failing the batch it tries again and again, if there is one
 * @param parked how many of the service's messages wait for an operator
 * @param lastParked the newest of them
 * @param relay how far the service's outbox is relayed; null while its database does not answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Diagnosis(
        String service,
        String instance,
        Instant at,
        @Nullable Failing failing,
        long parked,
        List<Parked> lastParked,
        @Nullable Relay relay) {

    /** The topic's name: one partition, compacted, keyed by instance. */
    public static final String TOPIC = "diagnostics";

    /** A batch of this topic fails since then, with this error last. */
    public record Failing(String topic, Instant since, String error) {}

    /** A message that could not be carried out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Parked(
            @Nullable UUID messageId,
            @Nullable String key,
            @Nullable String type,
            String error) {}

    /** How much of the database's log the outbox's slot has not confirmed, and whether anybody reads it. */
    public record Relay(long lagBytes, boolean slotActive) {}

    public Diagnosis {
        lastParked = lastParked == null ? List.of() : List.copyOf(lastParked);
    }
}
