package shop.payment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;
import java.util.UUID;
import shop.messaging.Database;
import shop.messaging.Uuid7;

/** Money that customers pay in: a transfer from the bank's account to theirs, once for each idempotency key. */
@ApplicationScoped
class Deposits {

    private static final String INSERT = """
            insert into deposit (id, account_id, idempotency_key, amount) values (?, ?, ?, ?) on conflict do nothing
            """;

    private static final String FIND = """
            select d.id, d.amount, a.currency
              from deposit d join account a on a.id = d.account_id
             where d.account_id = ? and d.idempotency_key = ?
            """;

    private static final String ENTER = """
            insert into ledger_entry (transfer_id, account_id, amount)
            select ?, entry.account_id, entry.amount
              from unnest(?, ?) as entry(account_id, amount)
            """;

    private static final String MOVE = "update account set balance = balance + ? where id = ?";

    private final Database database;

    Deposits(Database database) {
        this.database = database;
    }

    /**
     * A deposit that was made.
     *
     * @param repeated whether it had been made before, under the same key
     */
    record Deposit(UUID depositId, String accountId, Money amount, boolean repeated) {}

    /**
     * Pays {@code amount} in, unless that was done under this key before: then the earlier deposit is the answer,
     * whatever its amount. The bank's account, which every deposit touches, is locked last.
     *
     * @param accountId a customer's account in the amount's currency
     */
    Deposit deposit(String accountId, String idempotencyKey, Money amount) {
        UUID depositId = Uuid7.next();
        if (database.update(INSERT, depositId, accountId, idempotencyKey, amount.amount()) == 0) {
            return database.query(
                            FIND,
                            row -> new Deposit(
                                    row.getObject("id", UUID.class),
                                    accountId,
                                    new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                                    true),
                            accountId,
                            idempotencyKey)
                    .getFirst();
        }
        String bank = "bank:" + amount.currency().getCurrencyCode();
        database.update(MOVE, amount.amount(), accountId);
        database.update(
                ENTER, depositId, new String[] {accountId, bank}, new Long[] {amount.amount(), -amount.amount()});
        database.update(MOVE, -amount.amount(), bank);
        return new Deposit(depositId, accountId, amount, false);
    }
}
