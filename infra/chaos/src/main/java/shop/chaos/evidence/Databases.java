package shop.chaos.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.chaos.evidence.Evidence.Account;
import shop.chaos.evidence.Evidence.Key;
import shop.chaos.evidence.Evidence.LedgerEntry;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.OutboxRow;
import shop.chaos.evidence.Evidence.Parked;
import shop.chaos.evidence.Evidence.Payment;
import shop.chaos.evidence.Evidence.Receipt;
import shop.chaos.evidence.Evidence.Reservation;
import shop.chaos.evidence.Evidence.Saga;
import shop.chaos.evidence.Evidence.Shipment;
import shop.chaos.evidence.Evidence.Stock;
import shop.chaos.nemesis.Poison;
import shop.chaos.site.Site;
import shop.local.environment.Environment;
import shop.local.environment.Json;
import shop.local.server.ServiceDatabase;

/** Reads the services' databases as the administrator. Orders and what belongs to them only from a moment on. */
final class Databases {

    private static final int FETCH = 10_000;

    private final Site site;
    private final UUID from;

    /** @param from the smallest order id of interest: ids are UUIDv7, and so in the order of time */
    Databases(Site site, Instant from) {
        this.site = site;
        this.from = floor(from);
    }

    /** The smallest UUIDv7 of a moment. */
    static UUID floor(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0);
    }

    List<Order> orders() throws SQLException {
        return query(
                "order_service",
                """
                select id, customer_id, status, reason, tracking_number, total_amount, items, placed_at, decided_at
                  from orders where id >= ?
                """,
                row -> new Order(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        items(row.getString(7)),
                        instant(row, 8),
                        row.getObject(9) == null ? null : instant(row, 9)));
    }

    List<Key> keys() throws SQLException {
        return query(
                "order_service",
                "select customer_id, key, order_id from idempotency_key where order_id >= ?",
                row -> new Key(row.getString(1), row.getString(2), row.getObject(3, UUID.class)));
    }

    List<Saga> sagas() throws SQLException {
        return query(
                "order_service",
                "select order_id, state, (memory->>'sequence')::bigint from saga where order_id >= ?",
                row -> new Saga(row.getObject(1, UUID.class), row.getString(2), row.getLong(3)));
    }

    List<LogEntry> log() throws SQLException {
        return query(
                "order_service",
                """
                select order_id, sequence, at, event, step, "from", "to", status
                  from saga_log where order_id >= ? order by order_id, sequence
                """,
                row -> new LogEntry(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        instant(row, 3),
                        row.getString(4).intern(),
                        intern(row.getString(5)),
                        intern(row.getString(6)),
                        row.getString(7).intern(),
                        intern(row.getString(8))));
    }

    List<Payment> payments() throws SQLException {
        return query(
                "payment_service",
                "select order_id, state, customer_id, amount from payment where order_id >= ?",
                row -> new Payment(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4) == null ? null : row.getLong(4)));
    }

    List<Account> accounts() throws SQLException {
        return queryAll(
                "payment_service",
                "select id, kind, balance, held from account",
                row -> new Account(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
    }

    List<LedgerEntry> entries() throws SQLException {
        return queryAll(
                "payment_service",
                "select transfer_id, account_id, amount from ledger_entry",
                row -> new LedgerEntry(
                        row.getObject(1, UUID.class), row.getString(2).intern(), row.getLong(3)));
    }

    List<Stock> stocks() throws SQLException {
        return queryAll(
                "inventory_service",
                "select sku, received, on_hand, reserved, committed from stock",
                row -> new Stock(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
    }

    List<Receipt> receipts() throws SQLException {
        return queryAll(
                "inventory_service",
                "select sku, quantity from stock_receipt",
                row -> new Receipt(row.getString(1), row.getLong(2)));
    }

    /** All of them, since they add up to the stock. */
    List<Reservation> reservations() throws SQLException {
        return queryAll(
                "inventory_service",
                "select order_id, state, items from stock_reservation",
                row -> new Reservation(row.getObject(1, UUID.class), row.getString(2), items(row.getString(3))));
    }

    List<Shipment> shipments() throws SQLException {
        return query(
                "shipping_service",
                "select order_id, state, tracking_number from shipment where order_id >= ?",
                row -> new Shipment(row.getObject(1, UUID.class), row.getString(2), row.getString(3)));
    }

    List<OutboxRow> outbox() throws SQLException {
        List<OutboxRow> rows = new ArrayList<>();
        for (String service : Environment.SERVICES) {
            rows.addAll(queryAll(
                    new ServiceDatabase(service).database(),
                    "select id, topic, message_key, type, causation_id from outbox order by id",
                    row -> new OutboxRow(
                            row.getObject(1, UUID.class),
                            row.getString(2).intern(),
                            row.getString(3),
                            row.getString(4).intern(),
                            row.getObject(5, UUID.class))));
        }
        return rows;
    }

    List<Parked> parked() throws SQLException {
        List<Parked> rows = new ArrayList<>();
        for (String service : Environment.SERVICES) {
            rows.addAll(queryAll(
                    new ServiceDatabase(service).database(),
                    "select id, topic, message_key, message_id, error, headers -> '%s' is not null from parked"
                            .formatted(Poison.HEADER),
                    row -> new Parked(
                            service,
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getObject(4, UUID.class),
                            row.getString(5),
                            row.getBoolean(6))));
        }
        return rows;
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String database, String sql, Reader<T> reader) throws SQLException {
        try (Connection connection = site.connect(database)) {
            return rows(connection, sql, from, reader);
        }
    }

    private <T> List<T> queryAll(String database, String sql, Reader<T> reader) throws SQLException {
        try (Connection connection = site.connect(database)) {
            return rows(connection, sql, null, reader);
        }
    }

    private static <T> List<T> rows(Connection connection, String sql, @Nullable UUID from, Reader<T> reader)
            throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH);
            if (from != null) {
                statement.setObject(1, from);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        }
    }

    private static @Nullable String intern(@Nullable String word) {
        return word == null ? null : word.intern();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Map<String, Long> items(String json) {
        try {
            Map<String, Long> items = new LinkedHashMap<>();
            for (JsonNode item : Json.MAPPER.readTree(json)) {
                items.merge(item.path("sku").asText(), item.path("quantity").asLong(), Long::sum);
            }
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException("items that are no JSON: " + json, e);
        }
    }
}
