package shop.local;

/** A command cannot be done. The message is one line that says why and what to do next. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    Failure(String message) {
        super(message);
    }
}
