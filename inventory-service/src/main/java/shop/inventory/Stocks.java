package shop.inventory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import shop.messaging.Database;

/**
 * The stock of all products. It is kept apart from them, because every order changes it and hardly any changes a product.
 * Every method is one statement, or two, however many SKUs it is about.
 */
@ApplicationScoped
class Stocks {

    private static final String COLUMNS = "select sku, received, on_hand, reserved, committed from stock ";

    private static final String FIND = COLUMNS + "where sku = any(?)";

    /** Not {@code for update}, which waits for the key that a receipt's foreign key shares, and so can deadlock with it. */
    private static final String LOCK = COLUMNS + "where sku = any(?) order by sku for no key update";

    private static final String MOVE = """
            update stock s
               set on_hand = s.on_hand + moved.on_hand,
                   reserved = s.reserved + moved.reserved,
                   committed = s.committed - moved.on_hand
              from unnest(?, ?, ?) as moved(sku, on_hand, reserved)
             where s.sku = moved.sku
            """;

    private static final String OPEN = "insert into stock (sku) values (?)";

    private static final String RECEIPT =
            "insert into stock_receipt (receipt_id, sku, quantity) values (?, ?, ?) on conflict do nothing";

    private static final String SAME_RECEIPT =
            "select 1 from stock_receipt where receipt_id = ? and sku = ? and quantity = ?";

    private static final String RECEIVE =
            "update stock set received = received + ?, on_hand = on_hand + ? where sku = ?";

    private final Database database;

    Stocks(Database database) {
        this.database = database;
    }

    /** What became of a receipt. */
    enum Receipt {
        ADDED,
        /** The very same one was added before: nothing changed. */
        REPEATED,
        /** One of this id was added before, of another SKU or quantity: nothing changed. */
        CONTRADICTED
    }

    /** The stock of those that exist. */
    Map<String, Stock> find(Collection<String> skus) {
        return load(FIND, skus);
    }

    /** As {@link #find}, locked in the order of SKUs until the transaction ends. */
    Map<String, Stock> lock(Set<String> skus) {
        return load(LOCK, skus);
    }

    /** Carries out movements of stock that is locked, and that they were decided on. */
    void carryOut(List<Movement> movements) {
        if (movements.isEmpty()) {
            return;
        }
        Map<String, Long> onHand = sums(movements, Movement::onHandChange);
        Map<String, Long> reserved = sums(movements, Movement::reservedChange);
        database.update(MOVE, onHand.keySet().toArray(String[]::new), values(onHand), values(reserved));
    }

    /** Starts the books of a new product, with none of it. */
    void open(String sku) {
        database.update(OPEN, sku);
    }

    /** Puts pieces of an existing product into stock, once a receipt id. */
    Receipt receive(UUID receiptId, String sku, long quantity) {
        if (database.update(RECEIPT, receiptId, sku, quantity) == 0) {
            boolean same = !database.query(SAME_RECEIPT, row -> row.getInt(1), receiptId, sku, quantity)
                    .isEmpty();
            return same ? Receipt.REPEATED : Receipt.CONTRADICTED;
        }
        database.update(RECEIVE, quantity, quantity, sku);
        return Receipt.ADDED;
    }

    private Map<String, Stock> load(String sql, Collection<String> skus) {
        Map<String, Stock> stock = new HashMap<>();
        database.query(sql, row -> stock.put(row.getString("sku"), read(row)), (Object) skus.toArray(String[]::new));
        return stock;
    }

    /** Sorted by SKU, so that two sums over the same movements line up. */
    private static Map<String, Long> sums(List<Movement> movements, ToLongFunction<Movement> value) {
        Map<String, Long> sums = new TreeMap<>();
        movements.forEach(movement -> sums.merge(movement.sku(), value.applyAsLong(movement), Math::addExact));
        return sums;
    }

    private static Long[] values(Map<String, Long> sums) {
        return sums.values().toArray(Long[]::new);
    }

    private static Stock read(ResultSet row) throws SQLException {
        return new Stock(
                row.getLong("received"), row.getLong("on_hand"), row.getLong("reserved"), row.getLong("committed"));
    }
}
