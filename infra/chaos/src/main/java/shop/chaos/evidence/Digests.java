package shop.chaos.evidence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import shop.chaos.site.Site;

/** What every business table holds, in a few bytes: two digests are equal only if the tables are, byte for byte. */
public final class Digests {

    private static final Map<String, List<String>> TABLES = Map.of(
            "order_service",
            List.of("orders", "saga", "saga_log", "shipping_address", "idempotency_key", "product", "outbox"),
            "payment_service",
            List.of("account", "ledger_entry", "deposit", "payment", "outbox"),
            "inventory_service",
            List.of("product", "stock", "stock_receipt", "stock_reservation", "outbox"),
            "shipping_service",
            List.of("covered_country", "shipment", "outbox"));

    private static final String DIGEST =
            "select md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) from %s t";

    private Digests() {}

    /** The digest of each table, by database and table. */
    public static Map<String, String> of(Site site) throws SQLException {
        Map<String, String> digests = new TreeMap<>();
        for (Map.Entry<String, List<String>> database : TABLES.entrySet()) {
            try (Connection connection = site.connect(database.getKey());
                    Statement statement = connection.createStatement()) {
                for (String table : database.getValue()) {
                    try (ResultSet row = statement.executeQuery(DIGEST.formatted(table))) {
                        row.next();
                        digests.put(database.getKey() + "." + table, row.getString(1));
                    }
                }
            }
        }
        return digests;
    }
}
