package shop.order;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import shop.messaging.Database;

/**
 * What each customer's keys stood for. A key is claimed in the transaction that stores its order: the database decides
 * which of several simultaneous claims is the first, and lets the others wait for it.
 */
@ApplicationScoped
class IdempotencyKeys {

    /** A key belongs to a customer: two customers may use the same. */
    record Key(CustomerId customerId, String key) {}

    /** What a key stands for: a request, told by its hash, and the order it led to. */
    record Claim(Key key, String requestHash, UUID orderId) {}

    private final Database database;

    IdempotencyKeys(Database database) {
        this.database = database;
    }

    /** Claims keys for new orders. Returns the orders whose claim is the first; the other keys are taken. */
    Set<UUID> claim(List<Claim> claims) {
        if (claims.isEmpty()) {
            return Set.of();
        }
        List<Claim> rows = claims.stream()
                .sorted(Comparator.comparing(
                                (Claim claim) -> claim.key().customerId().value())
                        .thenComparing(claim -> claim.key().key()))
                .toList();
        return new HashSet<>(database.query(
                """
                insert into idempotency_key (customer_id, key, request_hash, order_id)
                select * from unnest(?, ?, ?, ?)
                on conflict do nothing
                returning order_id
                """,
                row -> row.getObject(1, UUID.class),
                rows.stream().map(claim -> claim.key().customerId().value()).toArray(String[]::new),
                rows.stream().map(claim -> claim.key().key()).toArray(String[]::new),
                rows.stream().map(Claim::requestHash).toArray(String[]::new),
                rows.stream().map(Claim::orderId).toArray(UUID[]::new)));
    }

    /** What those of the keys that are taken stand for. */
    Map<Key, Claim> find(List<Key> keys) {
        Map<Key, Claim> found = new HashMap<>();
        if (!keys.isEmpty()) {
            database.query(
                            """
                            select k.customer_id, k.key, k.request_hash, k.order_id
                              from idempotency_key k
                              join unnest(?, ?) as wanted(customer_id, key) using (customer_id, key)
                            """,
                            row -> new Claim(
                                    new Key(new CustomerId(row.getString(1)), row.getString(2)),
                                    row.getString(3),
                                    row.getObject(4, UUID.class)),
                            keys.stream().map(key -> key.customerId().value()).toArray(String[]::new),
                            keys.stream().map(Key::key).toArray(String[]::new))
                    .forEach(claim -> found.put(claim.key(), claim));
        }
        return found;
    }
}
