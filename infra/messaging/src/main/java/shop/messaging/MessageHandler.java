package shop.messaging;

import java.util.List;
import java.util.Set;

/**
 * What a service does with the messages of its topics. One bean a topic or a group of topics; {@link BatchConsumer} and
 * the replay of parked messages find it by {@link #topics()}.
 *
 * <p>Both methods run inside one database transaction, together with the inbox and the outbox; they must do nothing that
 * this transaction does not undo. {@link #handle} must be set-based: as many SQL statements for 500 messages as for one.
 *
 * <p>Deliveries are at least once and in no order that may be relied upon: the inbox filters most duplicates, but a
 * replay, an old message or a resent command (which has a new id) reaches the handler again. Business keys decide
 * effects: a command carried out already is answered again with its recorded outcome.
 */
public interface MessageHandler {

    /** The topics whose messages this handler understands. */
    Set<String> topics();

    /**
     * Carries the messages out, in their order, and returns what is owed in reply.
     *
     * @param messages one to a batch's size of readable messages, possibly several of one key
     * @throws RuntimeException for a message's own sake (an unknown type, a malformed body, a broken invariant): the
     *     transaction is rolled back, the batch is split until the bad message stands alone, and that one is parked
     */
    List<OutgoingMessage> handle(List<IncomingMessage> messages);

    /**
     * What to tell others when {@code message} was parked because {@link #handle} cannot carry it out: for a command,
     * the answer that it failed for a technical reason. The state must be left as it is.
     */
    List<OutgoingMessage> onParked(IncomingMessage message, String error);
}
