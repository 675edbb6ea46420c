package shop.order.watch;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import shop.messaging.JsonBody;
import shop.order.saga.SagaPhase;

/**
 * An event in the bytes that every listener is sent: written as JSON once, however many listen.
 *
 * @param position its place in the one order of all events
 * @param last whether the saga has ended with it, so that its order's stream ends too
 * @param data the event's {@code data:} line and the empty line that ends it
 */
record Told(long position, UUID orderId, long sequence, boolean last, byte[] data) {

    static Told of(long position, SagaEvent event) {
        boolean last = SagaPhase.valueOf(event.to()).ended();
        String data = "data: " + JsonBody.write(event) + "\n\n";
        return new Told(position, event.orderId(), event.sequence(), last, data.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the event under an id: what a listener comes back with, to be told what follows. */
    void appendTo(Buffer bytes, String id) {
        bytes.appendBytes(("id: " + id + "\n").getBytes(StandardCharsets.US_ASCII))
                .appendBytes(data);
    }
}
