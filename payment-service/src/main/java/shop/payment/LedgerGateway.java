package shop.payment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import shop.messaging.Database;

/**
 * The bank, embedded: a double-entry ledger in this service's own database. A hold reserves part of a customer's
 * balance and is no transfer; a capture is one, from the customer's account to the shop's in that currency, and its two
 * entries sum to zero.
 *
 * <p>The shop's account is the one row every capture touches. It is updated once a batch, and last, so that two batches
 * wait for each other as briefly as can be. An entry's foreign key holds a key share on its account, which a lock
 * {@code for update} would wait for: two batches that have both entered would deadlock. Hence {@code for no key update}.
 */
@ApplicationScoped
class LedgerGateway implements PaymentGateway {

    private static final String LOCK = """
            select id, currency, balance, held
              from account
             where id = any(?) and kind = 'CUSTOMER'
             order by id
               for no key update
            """;

    private static final String MOVE = """
            update account a
               set balance = a.balance + moved.balance, held = a.held + moved.held
              from unnest(?, ?, ?) as moved(id, balance, held)
             where a.id = moved.id
            """;

    private static final String ENTER = """
            insert into ledger_entry (transfer_id, account_id, amount)
            select captured.order_id, entry.account_id, entry.amount
              from unnest(?, ?, ?, ?) as captured(order_id, customer_id, currency, amount)
             cross join lateral (values (captured.customer_id, -captured.amount),
                                        ('shop:' || captured.currency, captured.amount)) as entry(account_id, amount)
            """;

    private static final String RECEIVE = """
            with taking as (
                select a.id, received.amount
                  from unnest(?, ?) as received(currency, amount)
                  join account a on a.id = 'shop:' || received.currency
                 order by a.id
                   for no key update of a)
            update account a set balance = a.balance + taking.amount from taking where a.id = taking.id
            """;

    private final Database database;

    LedgerGateway(Database database) {
        this.database = database;
    }

    @Override
    public Map<String, Funds> lockFunds(Set<String> customerIds) {
        Map<String, Funds> funds = new HashMap<>();
        database.query(
                LOCK,
                row -> funds.put(
                        row.getString("id"),
                        new Funds(
                                Currency.getInstance(row.getString("currency")),
                                row.getLong("balance"),
                                row.getLong("held"))),
                (Object) customerIds.toArray(String[]::new));
        return funds;
    }

    @Override
    public void carryOut(List<Movement> movements) {
        if (movements.isEmpty()) {
            return;
        }
        move(movements);
        List<Movement> captures = movements.stream()
                .filter(movement -> movement.kind() == Movement.Kind.CAPTURE)
                .toList();
        if (!captures.isEmpty()) {
            enter(captures);
            receive(captures);
        }
    }

    private void move(List<Movement> movements) {
        Map<String, Long> balances = sums(movements, Movement::customerId, Movement::balanceChange);
        Map<String, Long> holds = sums(movements, Movement::customerId, Movement::heldChange);
        database.update(MOVE, keys(balances), values(balances), values(holds));
    }

    private void enter(List<Movement> captures) {
        List<UUID> orderIds = new ArrayList<>();
        List<String> customers = new ArrayList<>();
        List<String> currencies = new ArrayList<>();
        List<Long> amounts = new ArrayList<>();
        for (Movement capture : captures) {
            orderIds.add(capture.orderId());
            customers.add(capture.customerId());
            currencies.add(currency(capture));
            amounts.add(capture.amount().amount());
        }
        database.update(
                ENTER,
                orderIds.toArray(UUID[]::new),
                customers.toArray(String[]::new),
                currencies.toArray(String[]::new),
                amounts.toArray(Long[]::new));
    }

    private void receive(List<Movement> captures) {
        Map<String, Long> received = sums(
                captures, LedgerGateway::currency, capture -> capture.amount().amount());
        int touched = database.update(RECEIVE, keys(received), values(received));
        if (touched != received.size()) {
            throw new IllegalStateException(
                    "the shop has %d accounts for captures in %s".formatted(touched, received.keySet()));
        }
    }

    private static String currency(Movement movement) {
        return movement.amount().currency().getCurrencyCode();
    }

    /** Sorted by key, so that two sums over the same movements line up. */
    private static Map<String, Long> sums(
            List<Movement> movements, Function<Movement, String> key, ToLongFunction<Movement> value) {
        Map<String, Long> sums = new TreeMap<>();
        movements.forEach(movement -> sums.merge(key.apply(movement), value.applyAsLong(movement), Math::addExact));
        return sums;
    }

    private static String[] keys(Map<String, Long> sums) {
        return sums.keySet().toArray(String[]::new);
    }

    private static Long[] values(Map<String, Long> sums) {
        return sums.values().toArray(Long[]::new);
    }
}
