package shop.testkit.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import shop.messaging.Database;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.MessageHandler;
import shop.messaging.OutgoingMessage;
import shop.messaging.UnknownMessageException;

/** Notes one effect a message and answers it; what it is asked to fail at, it fails at. */
@ApplicationScoped
class ToyHandler implements MessageHandler {

    static final String DO = "shop.toy.Do.v1";
    static final String DONE = "shop.toy.Done.v1";
    static final String FAILED = "shop.toy.Failed.v1";

    static final String REFUSE = "refuse";
    static final String REFUSED_BY_CONSTRAINT = "refused by a constraint";
    static final String NUL = "nul \u0000 inside";
    static final String LOSE_CONNECTION = "lose the connection";

    private static final String INSERT = """
            insert into effect (message_id, order_id, note)
            select message_id, order_id, note from unnest(?, ?, ?) as e(message_id, order_id, note)
            """;

    private final Database database;

    /** How often the connection is still to be lost before the message that asks for it is carried out. */
    private final AtomicInteger lossesLeft = new AtomicInteger();

    private volatile boolean refusing = true;
    private volatile boolean lost;

    ToyHandler(Database database) {
        this.database = database;
    }

    record Body(String note) {}

    /** Whether a connection was lost since {@link #loseConnections} was called. */
    boolean hasLostConnections() {
        return lost;
    }

    void loseConnections(int times) {
        lost = false;
        lossesLeft.set(times);
    }

    void refuse(boolean refuses) {
        refusing = refuses;
    }

    @Override
    public Set<String> topics() {
        return Set.of("payment.commands");
    }

    @Override
    public List<OutgoingMessage> handle(List<IncomingMessage> messages) {
        List<String> notes = messages.stream().map(this::note).toList();
        database.update(
                INSERT,
                messages.stream().map(IncomingMessage::id).toArray(UUID[]::new),
                messages.stream().map(IncomingMessage::key).toArray(String[]::new),
                notes.toArray(String[]::new));
        if (notes.contains(LOSE_CONNECTION) && lossesLeft.getAndDecrement() > 0) {
            lost = true;
            database.query("select pg_terminate_backend(pg_backend_pid())", row -> true);
        }
        return messages.stream()
                .map(message -> OutgoingMessage.answering(message, "payment.events", DONE, "{}"))
                .toList();
    }

    @Override
    public List<OutgoingMessage> onParked(IncomingMessage message, String error) {
        return List.of(OutgoingMessage.answering(message, "payment.events", FAILED, JsonBody.write(new Body(error))));
    }

    private String note(IncomingMessage message) {
        if (!message.type().equals(DO)) {
            throw new UnknownMessageException(message.type());
        }
        String note = JsonBody.read(message.payload(), Body.class).note();
        if (REFUSE.equals(note) && refusing) {
            throw new IllegalStateException("Do refused for order " + message.key());
        }
        return note;
    }
}
