package shop.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import shop.local.control.Purchase;
import shop.local.environment.Json;

/**
 * The requests: ordinary orders of one product each, spread evenly over the customers and products that every environment
 * begins with, all of which are confirmed. Each has an {@code Idempotency-Key} of its own, as a careful client sends it.
 */
final class OrderRequests {

    private static final int CUSTOMERS = 100;
    private static final int PRODUCTS = 12;
    private static final int MOST_PIECES = 3;
    /** The least common multiple of the three above: then they come again. */
    private static final int DIFFERENT = 300;

    private static final String HEAD = """
            POST /orders HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/json\r
            Accept: application/json\r
            Content-Length: %d\r
            Idempotency-Key: %s-""";

    private final List<byte[]> heads = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();

    /** @param run begins every idempotency key; no other run's */
    OrderRequests(String run) throws IOException {
        for (int i = 0; i < DIFFERENT; i++) {
            Purchase purchase = new Purchase(
                    "customer-" + (1 + i % CUSTOMERS), "SKU-" + (1001 + i % PRODUCTS), 1 + i % MOST_PIECES, "DE");
            byte[] body = Json.MAPPER.writeValueAsBytes(purchase.json());
            bodies.add(body);
            heads.add(HEAD.formatted(body.length, run).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The whole request. The number makes its idempotency key: one number, one order. */
    byte[] request(long number) {
        int which = (int) (number % DIFFERENT);
        byte[] head = heads.get(which);
        byte[] key = (number + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] body = bodies.get(which);
        byte[] request = new byte[head.length + key.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(key, 0, request, head.length, key.length);
        System.arraycopy(body, 0, request, head.length + key.length, body.length);
        return request;
    }
}
