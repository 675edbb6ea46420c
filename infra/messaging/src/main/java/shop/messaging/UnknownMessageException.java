package shop.messaging;

/** A message of a type its reader does not know. Thrown by a reader; the message is parked, and can be replayed. */
public final class UnknownMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownMessageException(String type) {
        super("unknown message type " + type);
    }
}
