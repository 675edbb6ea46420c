package shop.order.watch;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that follow one another, for all listeners who have come as far as the first of them. Nearly always these are
 * all there are: so the bytes are put together once, and every connection is given the same.
 */
final class Passage {

    private static final int USUAL_BYTES = 400;

    private final List<Told> events;
    private @Nullable Buffer bytes;

    /** @param events at least one */
    Passage(List<Told> events) {
        this.events = List.copyOf(events);
    }

    List<Told> events() {
        return events;
    }

    /** The position of the last of them. */
    long end() {
        return events.getLast().position();
    }

    /** All of them, each with its position as its id; to be read only. */
    synchronized Buffer bytes() {
        if (bytes == null) {
            Buffer written = Buffer.buffer(USUAL_BYTES * events.size());
            events.forEach(
                    event -> event.appendTo(written, Cursor.at(event.position()).text()));
            bytes = written;
        }
        return bytes;
    }
}
