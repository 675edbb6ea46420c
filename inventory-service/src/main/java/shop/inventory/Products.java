package shop.inventory;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import shop.messaging.Database;
import shop.messaging.Outbox;

/**
 * The products. Every change is told to others by the transaction that makes it, and under the lock of the product's row:
 * versions are told in their order, so that the last one told, which is the one a compacted topic keeps, is the newest.
 */
@ApplicationScoped
class Products implements PanacheRepositoryBase<Product, String> {

    /** How many products one transaction tells again. */
    static final int PAGE_SIZE = 500;

    private static final String CREATE = """
            insert into product (sku, name, price, currency) values (?, ?, ?, ?)
            on conflict do nothing
            returning sku, name, price, currency, version
            """;

    private static final String REPRICE = """
            update product
               set price = ?, currency = ?, version = version + 1, updated_at = clock_timestamp()
             where sku = ? and (price, currency) <> (?, ?)
            returning sku, name, price, currency, version
            """;

    private static final String PAGE_TO_TELL = """
            select sku, name, price, currency, version from product where sku > ? order by sku limit ? for share
            """;

    private final Database database;
    private final Outbox outbox;
    private final Stocks stocks;

    Products(Database database, Outbox outbox, Stocks stocks) {
        this.database = database;
        this.outbox = outbox;
        this.stocks = stocks;
    }

    /** Adds a product with nothing in stock. False where there is one of this SKU. */
    @Transactional
    boolean create(String sku, String name, Money price) {
        List<ProductChanged> created = database.query(
                CREATE,
                Products::read,
                sku,
                name,
                price.amount(),
                price.currency().getCurrencyCode());
        created.forEach(product -> stocks.open(product.sku()));
        tell(created);
        return !created.isEmpty();
    }

    /** Sets the price of a product, if there is one. The price it has already is no change. */
    @Transactional
    void reprice(String sku, Money price) {
        String currency = price.currency().getCurrencyCode();
        tell(database.query(REPRICE, Products::read, price.amount(), currency, sku, price.amount(), currency));
    }

    /**
     * Tells every product again, with the version it has, a page a transaction. What changes meanwhile is told by that
     * change, or here, or both. Returns how many were told.
     */
    int republish() {
        int told = 0;
        Optional<String> last = Optional.of("");
        while (last.isPresent()) {
            String after = last.get();
            List<ProductChanged> page = QuarkusTransaction.requiringNew().call(() -> {
                List<ProductChanged> read = database.query(PAGE_TO_TELL, Products::read, after, PAGE_SIZE);
                tell(read);
                return read;
            });
            told += page.size();
            last = page.size() < PAGE_SIZE
                    ? Optional.empty()
                    : Optional.of(page.getLast().sku());
        }
        return told;
    }

    /** At most {@code limit} products that follow {@code after}, by SKU. */
    List<Product> pageAfter(String after, int limit) {
        return find("sku > ?1 order by sku", after).page(0, limit).list();
    }

    private void tell(List<ProductChanged> products) {
        outbox.append(products.stream().map(ProductChanged::message).toList());
    }

    private static ProductChanged read(ResultSet row) throws SQLException {
        return new ProductChanged(
                row.getString("sku"),
                row.getString("name"),
                new Money(row.getLong("price"), Currency.getInstance(row.getString("currency"))),
                row.getLong("version"));
    }
}
