package shop.local.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import shop.local.environment.Services;

/** What inventory-service has left of each product: at most the first 2,000, by SKU. */
public final class Stock {

    private static final int PAGES = 10;

    private final Services services;

    /** Asks {@code services}, whenever somebody asks. */
    public Stock(Services services) {
        this.services = services;
    }

    /** How many pieces of a product can be ordered. */
    public record Available(String sku, long available) {}

    List<Available> available() throws IOException {
        List<Available> all = new ArrayList<>();
        String cursor = "";
        for (int i = 0; i < PAGES; i++) {
            JsonNode page = services.get("inventory-service", "/products?limit=200" + cursor);
            page.path("items")
                    .forEach(product -> all.add(new Available(
                            product.path("sku").asText(),
                            product.path("stock").path("available").asLong())));
            if (!page.has("next")) {
                break;
            }
            cursor = "&cursor=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8);
        }
        return all;
    }
}
