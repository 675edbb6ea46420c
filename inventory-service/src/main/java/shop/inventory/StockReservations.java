package shop.inventory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shop.inventory.InventoryEvent.Reason;
import shop.inventory.StockReservation.State;
import shop.messaging.Database;
import shop.messaging.DatabaseException;
import shop.messaging.JsonBody;

/** The reservations of all orders. Every method is one statement, or two, however many reservations it is about. */
@ApplicationScoped
class StockReservations {

    private static final String COLUMNS = "select order_id, state, items, reason, rejected_sku from stock_reservation ";

    private static final String FIND = COLUMNS + "where order_id = ?";

    private static final String LOCK = COLUMNS + "where order_id = any(?) order by order_id for update";

    /** In the order of ids, so that two batches with the same new orders wait for each other instead of deadlocking. */
    private static final String INSERT = """
            insert into stock_reservation (order_id, state, items, reason, rejected_sku)
            select order_id, state, items::jsonb, reason, rejected_sku
              from unnest(?, ?, ?, ?, ?) as made(order_id, state, items, reason, rejected_sku)
             order by order_id
            on conflict do nothing
            """;

    private static final String UPDATE = """
            update stock_reservation r
               set state = changed.state, updated_at = clock_timestamp()
              from unnest(?, ?) as changed(order_id, state)
             where r.order_id = changed.order_id
            """;

    private final Database database;

    StockReservations(Database database) {
        this.database = database;
    }

    Optional<StockReservation> find(UUID orderId) {
        return database.query(FIND, StockReservations::read, orderId).stream().findFirst();
    }

    /** Loads those there are and locks them, in the order of their ids, until the transaction ends. */
    Map<UUID, StockReservation> lock(Set<UUID> orderIds) {
        Map<UUID, StockReservation> loaded = new HashMap<>();
        database.query(LOCK, StockReservations::read, (Object) orderIds.toArray(UUID[]::new))
                .forEach(reservation -> loaded.put(reservation.orderId(), reservation));
        return loaded;
    }

    /**
     * Writes what changed between {@code loaded} and {@code current}.
     *
     * @throws DatabaseException as a serialization failure, to be tried again, if another transaction made one of the
     *     new reservations since we looked: there was no row to lock then
     */
    void save(Map<UUID, StockReservation> loaded, Map<UUID, StockReservation> current) {
        List<StockReservation> made = new ArrayList<>();
        List<StockReservation> changed = new ArrayList<>();
        current.forEach((orderId, reservation) -> {
            StockReservation before = loaded.get(orderId);
            if (before == null) {
                made.add(reservation);
            } else if (!reservation.equals(before)) {
                changed.add(reservation);
            }
        });
        insert(made);
        update(changed);
    }

    private void insert(Collection<StockReservation> made) {
        if (made.isEmpty()) {
            return;
        }
        int inserted = database.update(
                INSERT,
                made.stream().map(StockReservation::orderId).toArray(UUID[]::new),
                texts(made, reservation -> reservation.state().name()),
                texts(made, reservation -> JsonBody.write(reservation.items())),
                texts(
                        made,
                        reservation -> reservation.reason() == null
                                ? null
                                : reservation.reason().name()),
                texts(made, StockReservation::rejectedSku));
        if (inserted != made.size()) {
            throw DatabaseException.raced("another transaction made a reservation of this batch");
        }
    }

    private void update(Collection<StockReservation> changed) {
        if (changed.isEmpty()) {
            return;
        }
        database.update(
                UPDATE,
                changed.stream().map(StockReservation::orderId).toArray(UUID[]::new),
                texts(changed, reservation -> reservation.state().name()));
    }

    private static String[] texts(
            Collection<StockReservation> reservations, Function<StockReservation, @Nullable String> field) {
        return reservations.stream().map(field).toArray(String[]::new);
    }

    private static StockReservation read(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new StockReservation(
                row.getObject("order_id", UUID.class),
                State.valueOf(row.getString("state")),
                List.of(JsonBody.read(row.getString("items"), Item[].class)),
                reason == null ? null : Reason.valueOf(reason),
                row.getString("rejected_sku"));
    }
}
