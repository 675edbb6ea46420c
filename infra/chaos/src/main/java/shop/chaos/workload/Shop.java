package shop.chaos.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import shop.chaos.history.Answer;
import shop.chaos.history.Answer.Outcome;
import shop.chaos.history.History;
import shop.chaos.history.Purchase;
import shop.chaos.history.Request;
import shop.chaos.site.Site;
import shop.local.environment.Json;

/** The shop's door: carries a request over HTTP and notes invocation and answer. */
public final class Shop {

    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    private final Site site;
    private final History history;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_WITHIN)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    public Shop(Site site, History history) {
        this.site = site;
        this.history = history;
    }

    /** The W3C trace id of all that is said about an order that is placed with that key. */
    public static String traceOf(String idempotencyKey) {
        return UUID.nameUUIDFromBytes(idempotencyKey.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    /** Makes a call and returns how it ended; always returns, within some seconds. */
    public Answer call(Request request) throws InterruptedException {
        long call = history.invoke(request);
        Answer answer = send(request);
        history.answer(call, answer);
        return answer;
    }

    private Answer send(Request request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(message(request), HttpResponse.BodyHandlers.ofString());
            return answer(response.statusCode(), parse(response.body()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            // Nothing was sent.
            return Answer.failed(0, "not connected: " + e.getMessage());
        } catch (IOException e) {
            return Answer.indeterminate(0, e.toString());
        }
    }

    private HttpRequest message(Request request) {
        URI door = site.url(request.replica());
        HttpRequest.Builder message = HttpRequest.newBuilder()
                .timeout(ANSWERS_WITHIN)
                .header("Accept", "application/json, application/problem+json");
        return switch (request.function()) {
            case PLACE ->
                message.uri(door.resolve("/orders"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", String.valueOf(request.idempotencyKey()))
                        .header(
                                "traceparent",
                                "00-%s-0000000000000001-01"
                                        .formatted(traceOf(String.valueOf(request.idempotencyKey()))))
                        .POST(HttpRequest.BodyPublishers.ofString(body(request.purchase())))
                        .build();
            case CANCEL ->
                message.uri(door.resolve("/orders/%s/cancel".formatted(request.orderId())))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
            case READ ->
                message.uri(door.resolve("/orders/" + request.orderId())).GET().build();
        };
    }

    private static String body(@Nullable Purchase purchase) {
        if (purchase == null) {
            throw new IllegalArgumentException("an order is placed of something");
        }
        ObjectNode order = Json.MAPPER.createObjectNode();
        order.put("customerId", purchase.customer());
        order.putArray("items").addObject().put("sku", purchase.sku()).put("quantity", purchase.quantity());
        order.putObject("shippingAddress")
                .put("name", "Ada Lovelace")
                .put("street", "Hauptstr. 1")
                .put("postalCode", "10115")
                .put("city", "Berlin")
                .put("country", purchase.country());
        return order.toString();
    }

    /** A refusal (4xx) had no effect; of a server's error nobody knows whether it came before or after the commit. */
    private static Answer answer(int status, JsonNode body) {
        if (status >= 500 || status == 429) {
            return Answer.indeterminate(status, body.path("detail").asText(""));
        }
        if (status >= 300) {
            return Answer.failed(status, body.path("detail").asText(""));
        }
        JsonNode id = body.path("orderId");
        return new Answer(
                Outcome.OK,
                status,
                id.isTextual() ? UUID.fromString(id.asText()) : null,
                body.path("status").asText(),
                body.path("reason").isTextual() ? body.path("reason").asText() : null,
                null);
    }

    private static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            // Not one of the service's own answers; its status says enough.
            return Json.MAPPER.missingNode();
        }
    }
}
