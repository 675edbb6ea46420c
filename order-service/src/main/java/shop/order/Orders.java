package shop.order;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;
import shop.messaging.JsonBody;

/** All orders. Writes take one statement, however many orders. */
@ApplicationScoped
public class Orders implements PanacheRepositoryBase<Order, UUID> {

    private static final String INSERT = """
            with addressed as (
                insert into shipping_address (order_id, name, street, postal_code, city, country)
                select * from unnest(?, ?, ?, ?, ?, ?))
            insert into orders (id, customer_id, status, total_amount, total_currency, items, placed_at)
            select id, customer_id, 'PENDING', amount, currency, items::json, placed_at
              from unnest(?, ?, ?, ?, ?, ?) as o(id, customer_id, amount, currency, items, placed_at)
            """;

    private static final String DECIDE = """
            update orders
               set status = d.status, reason = d.reason, tracking_number = d.tracking_number, decided_at = d.at
              from unnest(?, ?, ?, ?, ?) as d(id, status, reason, tracking_number, at)
             where orders.id = d.id and orders.status = 'PENDING'
            """;

    private final Database database;

    Orders(Database database) {
        this.database = database;
    }

    /** The final status of an order. */
    public record Outcome(
            UUID orderId,
            OrderStatus status,
            @Nullable String reason,
            @Nullable String trackingNumber,
            Instant at) {}

    /** Stores new orders, and apart from them their addresses. */
    void insert(List<NewOrder> orders) {
        database.update(
                INSERT,
                ids(orders),
                texts(orders, order -> order.shippingAddress().name()),
                texts(orders, order -> order.shippingAddress().street()),
                texts(orders, order -> order.shippingAddress().postalCode()),
                texts(orders, order -> order.shippingAddress().city()),
                texts(orders, order -> order.shippingAddress().country()),
                ids(orders),
                texts(orders, order -> order.customerId().value()),
                orders.stream().map(order -> order.total().amount()).toArray(Long[]::new),
                texts(orders, order -> order.total().currency()),
                texts(orders, order -> JsonBody.write(order.items())),
                orders.stream().map(NewOrder::placedAt).toArray(Instant[]::new));
    }

    /**
     * Gives orders their final status, once.
     *
     * @throws IllegalStateException if one of them was decided before
     */
    public void decide(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        int decided = database.update(
                DECIDE,
                outcomes.stream().map(Outcome::orderId).toArray(UUID[]::new),
                texts(outcomes, outcome -> outcome.status().name()),
                texts(outcomes, Outcome::reason),
                texts(outcomes, Outcome::trackingNumber),
                outcomes.stream().map(Outcome::at).toArray(Instant[]::new));
        if (decided != outcomes.size()) {
            throw new IllegalStateException("%d of these orders are not PENDING and were decided again: %s"
                    .formatted(outcomes.size() - decided, outcomes));
        }
    }

    List<Order> byIds(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : list("id in ?1", ids);
    }

    /**
     * The newest orders first, at most {@code limit}.
     *
     * @param before only orders placed before this one
     */
    List<Order> newest(
            @Nullable OrderStatus status, @Nullable CustomerId customerId, @Nullable UUID before, int limit) {
        StringBuilder query = new StringBuilder("1 = 1");
        List<Object> parameters = new ArrayList<>();
        if (status != null) {
            parameters.add(status);
            query.append(" and status = ?").append(parameters.size());
        }
        if (customerId != null) {
            parameters.add(customerId.value());
            query.append(" and customerId = ?").append(parameters.size());
        }
        if (before != null) {
            parameters.add(before);
            query.append(" and id < ?").append(parameters.size());
        }
        return find(query + " order by id desc", parameters.toArray())
                .page(Page.ofSize(limit))
                .list();
    }

    private static UUID[] ids(List<NewOrder> orders) {
        return orders.stream().map(NewOrder::id).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> field) {
        return rows.stream().map(field).toArray(String[]::new);
    }
}
