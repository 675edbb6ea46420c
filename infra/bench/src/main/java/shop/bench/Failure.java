package shop.bench;

/** The bench cannot go on. The message is one line that says why. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    Failure(String message) {
        super(message);
    }
}
