package shop.payment;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import shop.messaging.Database;

/** The accounts of the ledger. How money moves between them is {@link LedgerGateway}'s and {@link Deposits}'. */
@ApplicationScoped
class Accounts implements PanacheRepositoryBase<Account, String> {

    /** Ours in a currency come with the first customer who has it, and before him: there is no moment without. */
    private static final String OPEN_OURS = """
            insert into account (id, kind, currency)
            select lower(kind) || ':' || c.currency, kind, c.currency
              from (values (?)) as c(currency) cross join (values ('BANK'), ('SHOP')) as k(kind)
            on conflict do nothing
            """;

    private static final String OPEN =
            "insert into account (id, kind, currency) values (?, 'CUSTOMER', ?) on conflict do nothing";

    private final Database database;

    Accounts(Database database) {
        this.database = database;
    }

    /** Opens a customer's account, with nothing in it. False where the customer has one already. */
    boolean open(String customerId, Currency currency) {
        database.update(OPEN_OURS, currency.getCurrencyCode());
        return database.update(OPEN, customerId, currency.getCurrencyCode()) == 1;
    }

    Optional<Account> ofCustomer(String customerId) {
        return find("id = ?1 and kind = ?2", customerId, Account.Kind.CUSTOMER).firstResultOptional();
    }

    /** At most {@code limit} accounts that follow {@code after}, by their ids. */
    List<Account> pageAfter(String after, int limit) {
        return find("id > ?1 order by id", after).page(0, limit).list();
    }
}
