package shop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import shop.local.environment.PortTable;

/** What a customer and an operator can ask over REST. */
public final class Shop {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final PortTable ports;
    private final String operatorToken;

    Shop(PortTable ports, String operatorToken) {
        this.ports = ports;
        this.operatorToken = operatorToken;
    }

    public record Answer(int status, JsonNode body) {}

    /** An order of one product. */
    public record Purchase(String customer, String sku, int quantity, String country) {

        public static Purchase ordinary() {
            return new Purchase("customer-1", "SKU-1001", 1, "DE");
        }

        public Purchase by(String customer) {
            return new Purchase(customer, sku, quantity, country);
        }

        public Purchase of(int quantity, String sku) {
            return new Purchase(customer, sku, quantity, country);
        }

        public Purchase to(String country) {
            return new Purchase(customer, sku, quantity, country);
        }

        String json() {
            return """
                    {"customerId": "%s", "items": [{"sku": "%s", "quantity": %d}],
                     "shippingAddress": {"name": "Ada Lovelace", "street": "Hauptstr. 1", "postalCode": "10115",
                                         "city": "Berlin", "country": "%s"}}
                    """.formatted(customer, sku, quantity, country);
        }
    }

    /** Places an order, which must be accepted. */
    public UUID place(Purchase purchase) {
        Answer answer = post(
                "order-service", "/orders", purchase.json(), UUID.randomUUID().toString());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.body().get("status").asText()).isEqualTo("PENDING");
        return UUID.fromString(answer.body().get("orderId").asText());
    }

    /** Places an order; empty when it is not accepted, for whatever reason. */
    Optional<UUID> tryToPlace(Purchase purchase) {
        try {
            return Optional.of(place(purchase));
        } catch (AssertionError notAccepted) {
            // Not a promise; the caller counts those that are.
            return Optional.empty();
        }
    }

    JsonNode order(UUID id) {
        return found("order-service", "/orders/" + id);
    }

    String status(UUID id) {
        return order(id).get("status").asText();
    }

    JsonNode saga(UUID id) {
        return found("order-service", "/orders/" + id + "/saga");
    }

    Answer cancel(UUID id) {
        return post("order-service", "/orders/" + id + "/cancel", "", null);
    }

    /** A read of any service, with the operator's token. */
    public JsonNode found(String service, String path) {
        Answer answer = send(request(service, path).GET());
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    public void awaitStatus(String status, UUID order) {
        awaitStatus(status, List.of(order));
    }

    public void awaitStatus(String status, List<UUID> orders) {
        for (UUID order : orders) {
            await("order " + order + " is " + status)
                    .atMost(TestEnvironment.patience())
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> status(order), status::equals);
        }
    }

    /** Waits until the sagas have ended, both settling steps included. */
    public void awaitEnd(List<UUID> orders) {
        Set<String> ends = Set.of("COMPLETED", "COMPENSATED");
        for (UUID order : orders) {
            await("the saga of " + order + " has ended")
                    .atMost(TestEnvironment.patience())
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> saga(order).get("state").asText(), ends::contains);
        }
    }

    private Answer post(String service, String path, String body, String idempotencyKey) {
        HttpRequest.Builder request = request(service, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request);
    }

    /** Where a service answers to a path. */
    URI address(String service, String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(ports.of(service), path));
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(address(service, path))
                .header("Authorization", "Bearer " + operatorToken)
                .timeout(TIMEOUT);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()));
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request.build().uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(body);
        }
    }
}
