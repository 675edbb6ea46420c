package shop.local.control;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A status and a body to be written as JSON. */
record Reply(int status, Object body) {

    static Reply ok(Object body) {
        return new Reply(200, body);
    }

    static Reply accepted(Object body) {
        return new Reply(202, body);
    }

    static Reply error(int status, @Nullable String message) {
        return new Reply(status, Map.of("error", String.valueOf(message)));
    }
}
