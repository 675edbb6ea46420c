package shop.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import shop.local.server.PostgresServer;

/**
 * The books of all four services, read from their databases by the administrator: nothing the services say of themselves
 * is believed.
 */
public final class Books {

    private final int postgresPort;
    private final String password;

    Books(int postgresPort, String password) {
        this.postgresPort = postgresPort;
        this.password = password;
    }

    /** What three participants have of one order. */
    record Traces(String payment, String reservation, String shipment) {

        static final Traces FULFILLED = new Traces("CAPTURED", "COMMITTED", "ARRANGED");
    }

    /** Money and stock that may differ between two moments. */
    record Holdings(long customersMoney, long held, long onHand, long reserved) {}

    Holdings holdings() {
        List<Map<String, Object>> money = query("payment_service", """
                select sum(balance)::bigint as balance, sum(held)::bigint as held from account where kind = 'CUSTOMER'
                """);
        List<Map<String, Object>> stock = query("inventory_service", """
                select sum(on_hand)::bigint as on_hand, sum(reserved)::bigint as reserved from stock
                """);
        return new Holdings(
                (Long) money.getFirst().get("balance"),
                (Long) money.getFirst().get("held"),
                (Long) stock.getFirst().get("on_hand"),
                (Long) stock.getFirst().get("reserved"));
    }

    /** Everything that is not as it must be at any moment, in sentences. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        query("payment_service", """
                select account_id, balance_difference, held_difference from ledger_difference
                 where balance_difference <> 0 or held_difference <> 0
                """).forEach(row -> violations.add("the ledger differs: " + row));
        query("payment_service", """
                select transfer_id, sum(amount) as sum from ledger_entry group by 1 having sum(amount) <> 0
                """).forEach(row -> violations.add("a transfer does not balance: " + row));
        query("inventory_service", """
                select sku, received_difference, reserved_difference, committed_difference from stock_difference
                 where received_difference <> 0 or reserved_difference <> 0 or committed_difference <> 0
                """).forEach(row -> violations.add("the stock differs: " + row));
        query("order_service", """
                select order_id, count(*) as entries, max(sequence) as last from saga_log
                 group by 1 having count(*) <> max(sequence) or min(sequence) <> 1
                """).forEach(row -> violations.add("the log has gaps: " + row));
        return violations;
    }

    /** Everything that is not as it must be once every saga has ended, in sentences. */
    public List<String> violationsAtRest() {
        List<String> violations = new ArrayList<>(violations());
        query("order_service", "select order_id, state from saga where state not in ('COMPLETED', 'COMPENSATED')")
                .forEach(row -> violations.add("a saga has not ended: " + row));
        Map<UUID, Traces> traces = traces();
        for (Map<String, Object> order : query("order_service", "select id, status, total_amount from orders")) {
            UUID id = (UUID) order.get("id");
            Traces left = traces.getOrDefault(id, new Traces(null, null, null));
            boolean right =
                    "CONFIRMED".equals(order.get("status")) ? left.equals(Traces.FULFILLED) : holdsNothing(left);
            if (!right) {
                violations.add("order %s is %s and left %s".formatted(id, order.get("status"), left));
            }
        }
        for (String service : List.of("order", "payment", "inventory", "shipping")) {
            query(service + "_service", "select id, type, error from parked")
                    .forEach(row -> violations.add(service + "-service parked a message: " + row));
        }
        return violations;
    }

    Traces tracesOf(UUID order) {
        return traces().getOrDefault(order, new Traces(null, null, null));
    }

    /** How many rows a query finds in one service's database. */
    public long count(String database, String fromAndWhere) {
        return (Long) query(database, "select count(*) as n from " + fromAndWhere)
                .getFirst()
                .get("n");
    }

    /** An entry of the sagas' log: when it was decided, and when its transaction was committed. */
    record Written(long position, Instant decided, Instant committed) {}

    /** The entries of a time, where PostgreSQL notes when it commits. */
    List<Written> written(Instant begin, Instant end) {
        return query("order_service", """
                select position, at, pg_xact_commit_timestamp(xmin) as committed from saga_log
                 where at >= '%s' and at < '%s' order by position
                """.formatted(begin, end)).stream()
                .map(row -> new Written(
                        (Long) row.get("position"),
                        ((Timestamp) row.get("at")).toInstant(),
                        ((Timestamp) row.get("committed")).toInstant()))
                .toList();
    }

    /** Runs a statement as the administrator: for faults and for measuring only. */
    void execute(String database, String sql) {
        try (Connection connection = connect(database);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static boolean holdsNothing(Traces left) {
        return !List.of("AUTHORIZED", "CAPTURED").contains(String.valueOf(left.payment()))
                && !List.of("RESERVED", "COMMITTED").contains(String.valueOf(left.reservation()))
                && !"ARRANGED".equals(left.shipment());
    }

    private Map<UUID, Traces> traces() {
        Map<UUID, String> payments = states("payment_service", "payment");
        Map<UUID, String> reservations = states("inventory_service", "stock_reservation");
        Map<UUID, String> shipments = states("shipping_service", "shipment");
        Map<UUID, Traces> traces = new HashMap<>();
        for (Map<UUID, String> each : List.of(payments, reservations, shipments)) {
            each.keySet()
                    .forEach(id -> traces.computeIfAbsent(
                            id, _ -> new Traces(payments.get(id), reservations.get(id), shipments.get(id))));
        }
        return traces;
    }

    private Map<UUID, String> states(String database, String table) {
        Map<UUID, String> states = new HashMap<>();
        query(database, "select order_id, state from " + table)
                .forEach(row -> states.put((UUID) row.get("order_id"), (String) row.get("state")));
        return states;
    }

    private List<Map<String, Object>> query(String database, String sql) {
        try (Connection connection = connect(database);
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<Map<String, Object>> read = new ArrayList<>();
            while (rows.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnLabel(i), rows.getObject(i));
                }
                read.add(row);
            }
            return read;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgresPort, database),
                PostgresServer.ADMINISTRATOR,
                password);
    }
}
