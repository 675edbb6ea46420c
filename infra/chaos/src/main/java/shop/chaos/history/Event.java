package shop.chaos.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of the history. Times are of the campaign's own clock, which never goes back. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Began.class, name = "began"),
    @JsonSubTypes.Type(value = Event.Invoked.class, name = "invoked"),
    @JsonSubTypes.Type(value = Event.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = Event.FaultBegan.class, name = "fault-began"),
    @JsonSubTypes.Type(value = Event.FaultTookEffect.class, name = "fault-took-effect"),
    @JsonSubTypes.Type(value = Event.FaultHealed.class, name = "fault-healed"),
    @JsonSubTypes.Type(value = Event.FaultFailed.class, name = "fault-failed"),
    @JsonSubTypes.Type(value = Event.Sampled.class, name = "sampled"),
    @JsonSubTypes.Type(value = Event.Observed.class, name = "observed"),
    @JsonSubTypes.Type(value = Event.Rested.class, name = "rested"),
    @JsonSubTypes.Type(value = Event.Repeated.class, name = "repeated")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Event {

    Instant at();

    /**
     * The load begins.
     *
     * @param stock what was put in stock of each scarce product
     */
    record Began(Instant at, long seed, Map<String, Integer> stock) implements Event {}

    /** A call goes out. One that has no {@link Answered} is indeterminate. */
    record Invoked(Instant at, long call, Request request) implements Event {}

    /** A call ended. */
    record Answered(Instant at, long call, Answer answer) implements Event {}

    /** The nemesis sets about a fault. */
    record FaultBegan(Instant at, int fault, String kind, String target) implements Event {}

    /**
     * A fault was injected.
     *
     * @param evidence what shows that it took effect; null where nothing does
     */
    record FaultTookEffect(Instant at, int fault, @Nullable String evidence) implements Event {}

    /**
     * A fault is over, and what it had hit is ready again.
     *
     * @param endedAt when it was taken back, or when what it had hit was started again: its own start time is not the
     *     product's recovery
     */
    record FaultHealed(Instant at, int fault, Instant endedAt) implements Event {}

    /** A fault could not be injected or healed as it should be. */
    record FaultFailed(Instant at, int fault, String error) implements Event {}

    /**
     * How the environment was at a moment.
     *
     * @param inFlight sagas that have not ended; -1 while that cannot be seen
     * @param lagBytes of each relay that can be seen
     * @param memoryMiB of each process that runs
     */
    record Sampled(Instant at, long inFlight, Map<String, Long> lagBytes, Map<String, Long> memoryMiB)
            implements Event {}

    /**
     * Something that must be true at any moment was looked at.
     *
     * @param violation null where it was true
     */
    record Observed(Instant at, String invariant, @Nullable String violation) implements Event {}

    /**
     * At rest, every topic was said again from its beginning, and consumed.
     *
     * @param records that were said again
     * @param before digests of the business tables, by their names
     * @param after the same digests once all was consumed
     */
    record Repeated(Instant at, long records, Map<String, String> before, Map<String, String> after) implements Event {}

    /**
     * The wait for rest after the last fault was healed is over.
     *
     * @param withinSeconds the time that it was given
     * @param waitsFor what had not come to rest in time; null where everything had
     */
    record Rested(Instant at, long withinSeconds, @Nullable String waitsFor) implements Event {}
}
