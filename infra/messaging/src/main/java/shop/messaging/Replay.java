package shop.messaging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import shop.messaging.ParkedMessages.Parked;

/**
 * Hands a parked message to its handler again, past the inbox, in one transaction with the answers and the note that it
 * was replayed. At most one replay of a message succeeds, however many are asked for at once.
 */
@ApplicationScoped
public class Replay {

    private static final Logger LOG = Logger.getLogger(Replay.class);

    private final ParkedMessages parked;
    private final Handlers handlers;
    private final Outbox outbox;

    Replay(ParkedMessages parked, Handlers handlers, Outbox outbox) {
        this.parked = parked;
        this.handlers = handlers;
        this.outbox = outbox;
    }

    /** What became of a replay. */
    public sealed interface Result {
        /** The handler carried it out, and answered with so many messages. */
        record CarriedOut(int answers) implements Result {}

        /** There is no such parked message. */
        record Unknown() implements Result {}

        /** It was unreadable, or it was replayed already. */
        record NotReplayable(String reason) implements Result {}

        /** The handler refused it again; that is counted, and it can be tried again. */
        record Refused(String error) implements Result {}

        /** A technical failure: nothing happened. */
        record Unavailable(String error) implements Result {}
    }

    /** Replays the parked message of this number. */
    public Result replay(long id) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> attempt(id));
        } catch (RuntimeException e) {
            String error = Text.storable(BatchConsumer.describe(e), ParkedMessages.MAX_ERROR_LENGTH);
            return switch (Fault.of(e)) {
                case TECHNICAL -> new Result.Unavailable(error);
                case MESSAGE -> refused(id, error);
            };
        }
    }

    private Result attempt(long id) {
        Optional<Parked> found = parked.lock(id);
        if (found.isEmpty()) {
            return new Result.Unknown();
        }
        Parked message = found.get();
        if (!message.replayable()) {
            return new Result.NotReplayable("It was unreadable: there is nothing a handler could do with it.");
        }
        if (message.replayedAt() != null) {
            return new Result.NotReplayable("It was replayed already, at " + message.replayedAt() + ".");
        }
        IncomingMessage incoming = message.message();
        List<OutgoingMessage> answers = handlers.of(incoming.topic()).handle(List.of(incoming));
        outbox.append(answers);
        parked.markReplayed(id);
        LOG.infof("replayed id=%d type=%s order_id=%s", id, incoming.type(), incoming.key());
        return new Result.CarriedOut(answers.size());
    }

    private Result refused(long id, String error) {
        QuarkusTransaction.requiringNew().run(() -> parked.markRefused(id, error));
        return new Result.Refused(error);
    }
}
