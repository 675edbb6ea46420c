package shop.shipping;

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
import shop.messaging.Database;
import shop.messaging.DatabaseException;
import shop.shipping.Shipment.State;
import shop.shipping.ShippingEvent.Reason;

/** The shipments of all orders. Every method is one statement, or two, however many shipments it is about. */
@ApplicationScoped
class Shipments {

    private static final String COLUMNS = """
            select order_id, state, tracking_number, name, street, postal_code, city, country, reason from shipment
            """;

    private static final String FIND = COLUMNS + "where order_id = ?";

    private static final String LOCK = COLUMNS + "where order_id = any(?) order by order_id for update";

    /** In the order of ids, so that two batches with the same new orders wait for each other instead of deadlocking. */
    private static final String INSERT = """
            insert into shipment
                   (order_id, state, tracking_number, name, street, postal_code, city, country, reason)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                as made(order_id, state, tracking_number, name, street, postal_code, city, country, reason)
             order by order_id
            on conflict do nothing
            """;

    private static final String UPDATE = """
            update shipment s
               set state = changed.state, name = changed.name, street = changed.street,
                   postal_code = changed.postal_code, city = changed.city, country = changed.country,
                   updated_at = clock_timestamp()
              from unnest(?, ?, ?, ?, ?, ?, ?)
                as changed(order_id, state, name, street, postal_code, city, country)
             where s.order_id = changed.order_id
            """;

    private final Database database;

    Shipments(Database database) {
        this.database = database;
    }

    Optional<Shipment> find(UUID orderId) {
        return database.query(FIND, Shipments::read, orderId).stream().findFirst();
    }

    /** Loads those there are and locks them, in the order of their ids, until the transaction ends. */
    Map<UUID, Shipment> lock(Set<UUID> orderIds) {
        Map<UUID, Shipment> loaded = new HashMap<>();
        database.query(LOCK, Shipments::read, (Object) orderIds.toArray(UUID[]::new))
                .forEach(shipment -> loaded.put(shipment.orderId(), shipment));
        return loaded;
    }

    /**
     * Writes what changed between {@code loaded} and {@code current}.
     *
     * @throws DatabaseException as a serialization failure, to be tried again, if another transaction made one of the
     *     new shipments since we looked: there was no row to lock then
     */
    void save(Map<UUID, Shipment> loaded, Map<UUID, Shipment> current) {
        List<Shipment> made = new ArrayList<>();
        List<Shipment> changed = new ArrayList<>();
        current.forEach((orderId, shipment) -> {
            Shipment before = loaded.get(orderId);
            if (before == null) {
                made.add(shipment);
            } else if (!shipment.equals(before)) {
                changed.add(shipment);
            }
        });
        insert(made);
        update(changed);
    }

    private void insert(Collection<Shipment> made) {
        if (made.isEmpty()) {
            return;
        }
        int inserted = database.update(
                INSERT,
                made.stream().map(Shipment::orderId).toArray(UUID[]::new),
                texts(made, shipment -> shipment.state().name()),
                texts(made, Shipment::trackingNumber),
                addresses(made, Address::name),
                addresses(made, Address::street),
                addresses(made, Address::postalCode),
                addresses(made, Address::city),
                addresses(made, Address::country),
                texts(made, shipment -> reason(shipment.reason())));
        if (inserted != made.size()) {
            throw DatabaseException.raced("another transaction made a shipment of this batch");
        }
    }

    private void update(Collection<Shipment> changed) {
        if (changed.isEmpty()) {
            return;
        }
        database.update(
                UPDATE,
                changed.stream().map(Shipment::orderId).toArray(UUID[]::new),
                texts(changed, shipment -> shipment.state().name()),
                addresses(changed, Address::name),
                addresses(changed, Address::street),
                addresses(changed, Address::postalCode),
                addresses(changed, Address::city),
                addresses(changed, Address::country));
    }

    private static String[] addresses(Collection<Shipment> shipments, Function<Address, String> field) {
        return texts(shipments, shipment -> {
            Address address = shipment.address();
            return address == null ? null : field.apply(address);
        });
    }

    private static String[] texts(Collection<Shipment> shipments, Function<Shipment, @Nullable String> field) {
        return shipments.stream().map(field).toArray(String[]::new);
    }

    private static @Nullable String reason(@Nullable Reason reason) {
        return reason == null ? null : reason.name();
    }

    private static Shipment read(ResultSet row) throws SQLException {
        String country = row.getString("country");
        String reason = row.getString("reason");
        Address address = country == null
                ? null
                : new Address(
                        row.getString("name"),
                        row.getString("street"),
                        row.getString("postal_code"),
                        row.getString("city"),
                        country);
        return new Shipment(
                row.getObject("order_id", UUID.class),
                State.valueOf(row.getString("state")),
                row.getString("tracking_number"),
                address,
                reason == null ? null : Reason.valueOf(reason));
    }
}
