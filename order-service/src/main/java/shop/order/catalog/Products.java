package shop.order.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.messaging.Database;
import shop.order.Money;

/** The catalogue: what can be ordered, and at which price. One statement each, however many products. */
@ApplicationScoped
public class Products {

    private static final String COLUMNS = "sku, name, price_amount, price_currency";

    private final Database database;

    Products(Database database) {
        this.database = database;
    }

    /** The known ones among {@code skus}, by SKU. */
    public Map<String, Product> find(Collection<String> skus) {
        return database
                .query("select " + COLUMNS + " from product where sku = any(?)", Products::read, (Object)
                        skus.toArray(String[]::new))
                .stream()
                .collect(Collectors.toMap(Product::sku, Function.identity()));
    }

    /** At most {@code limit} products by SKU, those after {@code afterSku}. */
    List<Product> page(String afterSku, int limit) {
        return database.query(
                "select " + COLUMNS + " from product where sku > ? order by sku limit ?",
                Products::read,
                afterSku,
                limit);
    }

    boolean any() {
        return !database.query("select 1 from product limit 1", row -> true).isEmpty();
    }

    /** Takes over what is newer than what is known; anything else changes nothing. Locks rows by SKU. */
    void upsert(List<ProductChanged> changes) {
        Map<String, ProductChanged> newest = new HashMap<>();
        for (ProductChanged change : changes) {
            newest.merge(change.sku(), change, (a, b) -> a.version() >= b.version() ? a : b);
        }
        List<ProductChanged> rows = newest.values().stream()
                .sorted((a, b) -> a.sku().compareTo(b.sku()))
                .toList();
        database.update(
                """
                insert into product (sku, name, price_amount, price_currency, version)
                select * from unnest(?, ?, ?, ?, ?)
                on conflict (sku) do update
                   set name = excluded.name, price_amount = excluded.price_amount,
                       price_currency = excluded.price_currency, version = excluded.version
                 where product.version < excluded.version
                """,
                rows.stream().map(ProductChanged::sku).toArray(String[]::new),
                rows.stream().map(ProductChanged::name).toArray(String[]::new),
                rows.stream().map(change -> change.price().amount()).toArray(Long[]::new),
                rows.stream().map(change -> change.price().currency()).toArray(String[]::new),
                rows.stream().map(ProductChanged::version).toArray(Long[]::new));
    }

    private static Product read(ResultSet row) throws SQLException {
        return new Product(
                row.getString("sku"),
                row.getString("name"),
                new Money(row.getLong("price_amount"), row.getString("price_currency")));
    }
}
