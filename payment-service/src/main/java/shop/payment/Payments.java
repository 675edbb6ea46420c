package shop.payment;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;
import shop.messaging.DatabaseException;
import shop.payment.Payment.State;
import shop.payment.PaymentEvent.Reason;

/** The payments of all orders. Every method is one statement, or two, however many payments it is about. */
@ApplicationScoped
class Payments {

    private static final String COLUMNS = "select order_id, state, customer_id, amount, currency, reason from payment ";

    private static final String FIND = COLUMNS + "where order_id = ?";

    private static final String LOCK = COLUMNS + "where order_id = any(?) order by order_id for update";

    /** In the order of ids, so that two batches with the same new orders wait for each other instead of deadlocking. */
    private static final String INSERT = """
            insert into payment (order_id, state, customer_id, amount, currency, reason)
            select * from unnest(?, ?, ?, ?, ?, ?) as made(order_id, state, customer_id, amount, currency, reason)
             order by order_id
            on conflict do nothing
            """;

    private static final String UPDATE = """
            update payment p
               set state = changed.state, updated_at = clock_timestamp()
              from unnest(?, ?) as changed(order_id, state)
             where p.order_id = changed.order_id
            """;

    private final Database database;

    Payments(Database database) {
        this.database = database;
    }

    Optional<Payment> find(UUID orderId) {
        return database.query(FIND, Payments::read, orderId).stream().findFirst();
    }

    /** Loads those there are and locks them, in the order of their ids, until the transaction ends. */
    Map<UUID, Payment> lock(Set<UUID> orderIds) {
        Map<UUID, Payment> loaded = new HashMap<>();
        database.query(LOCK, Payments::read, (Object) orderIds.toArray(UUID[]::new))
                .forEach(payment -> loaded.put(payment.orderId(), payment));
        return loaded;
    }

    /**
     * Writes what changed between {@code loaded} and {@code current}.
     *
     * @throws DatabaseException as a serialization failure, to be tried again, if another transaction made one of the
     *     new payments since we looked: there was no row to lock then
     */
    void save(Map<UUID, Payment> loaded, Map<UUID, Payment> current) {
        List<Payment> made = new ArrayList<>();
        List<Payment> changed = new ArrayList<>();
        current.forEach((orderId, payment) -> {
            Payment before = loaded.get(orderId);
            if (before == null) {
                made.add(payment);
            } else if (!payment.equals(before)) {
                changed.add(payment);
            }
        });
        insert(made);
        update(changed);
    }

    private void insert(Collection<Payment> made) {
        if (made.isEmpty()) {
            return;
        }
        int inserted = database.update(
                INSERT,
                made.stream().map(Payment::orderId).toArray(UUID[]::new),
                texts(made, payment -> payment.state().name()),
                texts(made, Payment::customerId),
                made.stream().map(payment -> amount(payment.amount())).toArray(Long[]::new),
                texts(made, payment -> currency(payment.amount())),
                texts(
                        made,
                        payment -> payment.reason() == null
                                ? null
                                : payment.reason().name()));
        if (inserted != made.size()) {
            throw DatabaseException.raced("another transaction made a payment of this batch");
        }
    }

    private void update(Collection<Payment> changed) {
        if (changed.isEmpty()) {
            return;
        }
        database.update(
                UPDATE,
                changed.stream().map(Payment::orderId).toArray(UUID[]::new),
                texts(changed, payment -> payment.state().name()));
    }

    private static @Nullable Long amount(@Nullable Money money) {
        return money == null ? null : Long.valueOf(money.amount());
    }

    private static @Nullable String currency(@Nullable Money money) {
        return money == null ? null : money.currency().getCurrencyCode();
    }

    private static String[] texts(Collection<Payment> payments, Function<Payment, @Nullable String> field) {
        return payments.stream().map(field).toArray(String[]::new);
    }

    private static Payment read(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        String reason = row.getString("reason");
        return new Payment(
                row.getObject("order_id", UUID.class),
                State.valueOf(row.getString("state")),
                row.getString("customer_id"),
                currency == null ? null : new Money(row.getLong("amount"), Currency.getInstance(currency)),
                reason == null ? null : Reason.valueOf(reason));
    }
}
