package shop.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import shop.local.environment.Json;

/** Talks to order-service as any customer's program would. */
final class OrderService {

    private static final int TIMEOUT_MILLIS = 10_000;

    /** An answer and its body, which is empty where there was none. */
    record Answer(int status, JsonNode body) {

        /** What went wrong, as the service says it (RFC 9457). */
        String problem() {
            String title = body.path("title").asText("status " + status);
            String detail = body.path("detail").asText("");
            String violations = body.path("violations").isArray() ? " " + body.path("violations") : "";
            return title + (detail.isEmpty() ? "" : ": " + detail) + violations;
        }
    }

    private final String address;

    OrderService(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** Places an order; with the same key and body it is the same order again. */
    Answer place(JsonNode order, String idempotencyKey) throws IOException {
        return send("POST", "/orders", order, Map.of("Idempotency-Key", idempotencyKey));
    }

    Answer order(String orderId) throws IOException {
        return send("GET", "/orders/" + orderId, null, Map.of());
    }

    Answer saga(String orderId) throws IOException {
        return send("GET", "/orders/" + orderId + "/saga", null, Map.of());
    }

    private Answer send(
            String method, String path, @org.jspecify.annotations.Nullable JsonNode body, Map<String, String> headers)
            throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address + path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Accept", "application/json, application/problem+json");
        headers.forEach(connection::setRequestProperty);
        if (body != null) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            try (OutputStream out = connection.getOutputStream()) {
                out.write(Json.MAPPER.writeValueAsBytes(body));
            }
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            return new Answer(status, bytes.length == 0 ? Json.MAPPER.missingNode() : parsed(bytes));
        }
    }

    private static JsonNode parsed(byte[] bytes) throws IOException {
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // Not one of the service's own answers; its status says enough.
            return Json.MAPPER.missingNode();
        }
    }
}
