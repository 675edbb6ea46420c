package shop.local.books;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Json;
import shop.local.environment.ServiceAway;

/** Reads the services' audits, effects before causes. */
final class AuditReader {

    static final String ORDERS = "order-service";
    static final String PAYMENTS = "payment-service";
    static final String INVENTORY = "inventory-service";
    static final String SHIPPING = "shipping-service";

    /** How many orders can be asked for by their ids. */
    static final int MAX_IDS = 100;

    private static final int PAGE = 1000;

    private final Source source;

    AuditReader(Source source) {
        this.source = source;
    }

    /** The sums of those that answer; why the others do not is put into {@code away}, by their names. */
    Sums sums(Map<String, String> away) {
        return new Sums(
                sums(PAYMENTS, Sums.Payments.class, away),
                sums(INVENTORY, Sums.Inventory.class, away),
                sums(ORDERS, Sums.Orders.class, away),
                sums(SHIPPING, Sums.Shipping.class, away));
    }

    /** At most {@value #MAX_IDS} chosen orders. */
    Slice chosen(Collection<UUID> ids) throws ServiceAway {
        return slice("ids=" + ids.stream().map(UUID::toString).collect(Collectors.joining(",")));
    }

    /** The orders that follow {@code after}, about a thousand. */
    Slice after(UUID after) throws ServiceAway {
        return slice("limit=" + PAGE + "&after=" + after);
    }

    /** The orders that ended after a cursor, or only the cursor's next where that is {@code now}. */
    Ended endedAfter(String cursor) throws ServiceAway {
        JsonNode page = source.get(ORDERS, "/audit/orders?limit=" + PAGE + "&endedAfter=" + cursor);
        List<Traces.Order> orders = new ArrayList<>();
        for (JsonNode each : page.path("items")) {
            orders.add(read(each, Traces.Order.class));
        }
        return new Ended(
                Instant.parse(page.path("at").asText()),
                orders,
                page.path("next").asText());
    }

    /** Some orders that ended, and where to go on. */
    record Ended(Instant at, List<Traces.Order> orders, String next) {

        /** Whether there may be more already. */
        boolean isFull() {
            return orders.size() == PAGE;
        }
    }

    private <T> @Nullable T sums(String service, Class<T> type, Map<String, String> away) {
        try {
            return read(source.get(service, "/audit"), type);
        } catch (ServiceAway e) {
            away.put(service, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Slice slice(String query) throws ServiceAway {
        Page<Traces.Payment> payments = page(PAYMENTS, query, Traces.Payment.class, Traces.Payment::orderId);
        Page<Traces.Reservation> reservations =
                page(INVENTORY, query, Traces.Reservation.class, Traces.Reservation::orderId);
        Page<Traces.Shipment> shipments = page(SHIPPING, query, Traces.Shipment.class, Traces.Shipment::orderId);
        Page<Traces.Order> orders = page(ORDERS, query, Traces.Order.class, Traces.Order::orderId);
        return new Slice(
                Stream.of(payments.at(), reservations.at(), shipments.at(), orders.at())
                        .min(Instant::compareTo)
                        .orElseThrow(),
                Stream.of(payments, reservations, shipments, orders)
                        .flatMap(page -> Stream.ofNullable(page.next()))
                        .min(Slice::compare)
                        .orElse(null),
                orders.items(),
                payments.items(),
                reservations.items(),
                shipments.items());
    }

    private record Page<T>(Instant at, @Nullable UUID next, Map<UUID, T> items) {}

    private <T> Page<T> page(String service, String query, Class<T> type, Function<T, UUID> id) throws ServiceAway {
        JsonNode page = source.get(service, "/audit/orders?" + query);
        Map<UUID, T> items = new HashMap<>();
        for (JsonNode each : page.path("items")) {
            T item = read(each, type);
            items.put(id.apply(item), item);
        }
        return new Page<>(
                Instant.parse(page.path("at").asText()),
                page.hasNonNull("next") ? UUID.fromString(page.path("next").asText()) : null,
                items);
    }

    private static <T> T read(JsonNode json, Class<T> type) {
        try {
            return Json.MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not an audit's %s: %s".formatted(type.getSimpleName(), e.getMessage()), e);
        }
    }
}
