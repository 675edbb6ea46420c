package shop.messaging;

import org.jspecify.annotations.Nullable;

/** A message whose body is not what its type promises. Thrown by a reader; the message is parked. */
public final class MalformedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
