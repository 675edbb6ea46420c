package shop.order.why;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What could be found out about a saga.
 *
 * @param endedAt when it ended, if it has
 * @param attention why an operator should look, if one should
 * @param outbox how far our own outbox is relayed; null where that cannot be told
 * @param waiting the commands without an answer
 */
record Facts(
        Instant now,
        @Nullable Instant endedAt,
        @Nullable String attention,
        @Nullable Outbox outbox,
        List<Waiting> waiting) {

    Facts {
        waiting = List.copyOf(waiting);
    }

    /** The relay of an outbox: how much of its database's log is not confirmed, and whether anybody reads it. */
    record Outbox(String database, long lagBytes, boolean slotActive) {}

    /**
     * A command without an answer.
     *
     * @param error what the participant told of it last, if it could not carry it out
     * @param answers how far we are behind on the topic of its answer; null where that cannot be told
     */
    record Waiting(
            String step,
            String command,
            String service,
            int attempt,
            Instant sentAt,
            @Nullable Instant resendAt,
            @Nullable String error,
            Place place,
            @Nullable Participant participant,
            @Nullable Backlog answers) {}

    /** Where the command is. */
    sealed interface Place {

        /** All that came to its topic since it was written was read, and it was not there. */
        record NotOnTopic() implements Place {}

        /** It lies on its topic and was not read. */
        record Unread(Backlog backlog) implements Place {}

        /** The participant's group has read on beyond it. */
        record Read() implements Place {}

        /** It cannot be told, and why. */
        record Unknown(String reason) implements Place {}
    }

    /** What a group has not read of a partition, and how many members of it read that topic. */
    record Backlog(String topic, int partition, long lag, int consumers) {}

    /**
     * What the participant says of itself.
     *
     * @param failing the batch of its commands that fails, if there is one
     * @param parked this command, if it lies with those put aside
     */
    record Participant(
            @Nullable Failing failing,
            @Nullable Parked parked,
            @Nullable Outbox outbox) {}

    record Failing(String error, Instant since) {}

    record Parked(@Nullable UUID messageId, String error) {}
}
