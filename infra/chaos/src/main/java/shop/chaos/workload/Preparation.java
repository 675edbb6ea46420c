package shop.chaos.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.local.environment.Json;

/** Puts the scarce products on the shelves, as an operator does, and waits until they can be ordered. */
public final class Preparation {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(120);
    private static final int CONFLICT = 409;

    private final Site site;
    private final HttpClient http = HttpClient.newHttpClient();

    public Preparation(Site site) {
        this.site = site;
    }

    /** Stocks every product of that name with so many pieces. Repeating it changes nothing. */
    public void stock(Map<String, Integer> products) throws IOException, InterruptedException, Await.TimeoutException {
        for (Map.Entry<String, Integer> product : products.entrySet()) {
            ObjectNode description = Json.MAPPER.createObjectNode();
            description.put("sku", product.getKey()).put("name", "One of a few");
            description.putObject("price").put("amount", 1000).put("currency", "EUR");
            post("/products", description);
            ObjectNode receipt = Json.MAPPER.createObjectNode();
            receipt.put("receiptId", idOf(product.getKey())).put("quantity", product.getValue());
            post("/products/%s/stock".formatted(product.getKey()), receipt);
        }
        Await.until("order-service knows all products", KNOWN_WITHIN, () -> known().containsAll(products.keySet()));
    }

    private static String idOf(String product) {
        return UUID.nameUUIDFromBytes(product.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void post(String path, ObjectNode body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request(site.url("inventory-service").resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300 && answer.statusCode() != CONFLICT) {
            throw new IOException(
                    "inventory-service answered %d to %s: %s".formatted(answer.statusCode(), path, answer.body()));
        }
    }

    private Set<String> known() throws IOException, InterruptedException {
        Set<String> known = new HashSet<>();
        String cursor = "";
        while (true) {
            URI page = site.url("order-service").resolve("/products?limit=200&cursor=" + cursor);
            HttpResponse<String> answer = http.send(request(page).GET().build(), HttpResponse.BodyHandlers.ofString());
            JsonNode found = Json.MAPPER.readTree(answer.body());
            found.path("items").forEach(item -> known.add(item.path("sku").asText()));
            if (!found.path("next").isTextual()) {
                return known;
            }
            cursor = found.path("next").asText();
        }
    }

    private HttpRequest.Builder request(URI uri) throws IOException {
        return HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + site.environment().operatorToken());
    }
}
