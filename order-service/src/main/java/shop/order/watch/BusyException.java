package shop.order.watch;

import java.time.Duration;

/** There is no room for one more who watches, just now. */
final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String title;
    private final Duration retryAfter;

    BusyException(String title, String detail, Duration retryAfter) {
        super(detail);
        this.title = title;
        this.retryAfter = retryAfter;
    }

    String title() {
        return title;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
