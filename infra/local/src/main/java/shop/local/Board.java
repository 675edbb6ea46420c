package shop.local;

import java.io.IOException;
import shop.local.environment.Environment;

/** The address of the page's control room. */
final class Board {

    private Board() {}

    /**
     * At that replica of order-service. What follows the {@code #} never leaves the browser: no server sees the token, and
     * no log has it.
     */
    static String address(Environment environment, String replica) throws IOException {
        return "http://127.0.0.1:%d/#control=%d&token=%s"
                .formatted(environment.port(replica), environment.port("supervisor"), environment.controlToken());
    }
}
