package shop.local.books;

import java.util.ArrayList;
import java.util.List;
import shop.local.books.Sums.AccountDifference;
import shop.local.books.Sums.Balance;
import shop.local.books.Sums.Inventory;
import shop.local.books.Sums.Orders;
import shop.local.books.Sums.Payments;
import shop.local.books.Sums.Stock;
import shop.local.books.Sums.StockDifference;
import shop.local.books.Traces.Money;

/** Compares sums: equalities within one service's one moment, inequalities between services. */
final class SumChecks {

    private SumChecks() {}

    /** Everything that is wrong in what is known. */
    static List<Finding> of(Sums sums) {
        List<Finding> findings = new ArrayList<>();
        if (sums.orders() != null) {
            orders(sums.orders(), findings);
        }
        if (sums.payments() != null) {
            money(sums.payments(), findings);
        }
        if (sums.inventory() != null) {
            stock(sums.inventory(), findings);
        }
        causes(sums, findings);
        return findings;
    }

    private static void orders(Orders sums, List<Finding> findings) {
        long orders = Sums.countAll(sums.orders());
        long sagas = Sums.countAll(sums.sagas());
        if (orders != sagas) {
            add(Check.ACCOUNTED_FOR, orders - sagas, findings, "there are %d orders, but %d sagas", orders, sagas);
        }
        long undone = Sums.count(sums.sagas(), "COMPENSATED");
        long refused = Sums.count(sums.orders(), "REJECTED", "CANCELLED");
        if (undone != refused) {
            String text = "%d sagas are COMPENSATED, but %d orders are REJECTED or CANCELLED";
            add(Check.ACCOUNTED_FOR, undone - refused, findings, text, undone, refused);
        }
        long completed = Sums.count(sums.sagas(), "COMPLETED");
        long confirmed = Sums.count(sums.orders(), "CONFIRMED");
        if (completed > confirmed) {
            String text = "%d sagas are COMPLETED, but only %d orders are CONFIRMED";
            add(Check.ACCOUNTED_FOR, completed - confirmed, findings, text, completed, confirmed);
        }
    }

    private static void money(Payments sums, List<Finding> findings) {
        for (Balance balance : sums.balances()) {
            String currency = balance.currency();
            long all = balance.customers() + balance.shop() + balance.bank();
            if (all != 0) {
                add(Check.MONEY, all, findings, "all accounts sum to %s and not to nothing", new Money(all, currency));
            }
            long captured = sums.amount("CAPTURED", currency);
            if (balance.shop() != captured) {
                add(
                        Check.MONEY,
                        balance.shop() - captured,
                        findings,
                        "the shop has %s, but %s was captured",
                        new Money(balance.shop(), currency),
                        new Money(captured, currency));
            }
            long authorized = sums.amount("AUTHORIZED", currency);
            if (balance.held() != authorized) {
                add(
                        Check.MONEY,
                        balance.held() - authorized,
                        findings,
                        "%s is held, but %s is authorized",
                        new Money(balance.held(), currency),
                        new Money(authorized, currency));
            }
        }
        sums.differences().forEach(difference -> account(difference, findings));
    }

    private static void account(AccountDifference difference, List<Finding> findings) {
        String account = difference.accountId();
        if (difference.balanceDifference() != 0) {
            Money amount = new Money(difference.balanceDifference(), difference.currency());
            findings.add(new Finding(
                    Check.MONEY,
                    Violation.ofAccount(
                            account,
                            amount.amount(),
                            "the balance of %s differs by %s from its entries".formatted(account, amount))));
        }
        if (difference.heldDifference() != 0) {
            Money amount = new Money(difference.heldDifference(), difference.currency());
            findings.add(new Finding(
                    Check.MONEY,
                    Violation.ofAccount(
                            account,
                            amount.amount(),
                            "what is held of %s differs by %s from its open payments".formatted(account, amount))));
        }
    }

    private static void stock(Inventory sums, List<Finding> findings) {
        Stock stock = sums.stock();
        long lost = stock.received() - stock.onHand() - stock.committed();
        if (lost != 0) {
            String text = "%d pieces were received, but %d are on hand and %d committed";
            add(Check.STOCK, lost, findings, text, stock.received(), stock.onHand(), stock.committed());
        }
        if (stock.reserved() > stock.onHand()) {
            String text = "%d pieces are reserved, but only %d on hand";
            add(Check.STOCK, stock.reserved() - stock.onHand(), findings, text, stock.reserved(), stock.onHand());
        }
        for (StockDifference each : sums.differences()) {
            product(each.sku(), each.receivedDifference(), "received", "receipts", findings);
            product(each.sku(), each.reservedDifference(), "reserved", "open reservations", findings);
            product(each.sku(), each.committedDifference(), "committed", "settled reservations", findings);
        }
    }

    private static void product(String sku, long pieces, String what, String records, List<Finding> findings) {
        if (pieces != 0) {
            findings.add(new Finding(
                    Check.STOCK,
                    Violation.ofSku(
                            sku,
                            pieces,
                            "what is %s of %s differs by %d pieces from its %s"
                                    .formatted(what, sku, pieces, records))));
        }
    }

    /** Each right side was read after its left side, and only grows. */
    private static void causes(Sums sums, List<Finding> findings) {
        Orders orders = sums.orders();
        if (orders == null) {
            return;
        }
        long placed = Sums.countAll(orders.orders());
        long confirmed = Sums.count(orders.orders(), "CONFIRMED");
        if (sums.payments() != null) {
            for (Balance balance : sums.payments().balances()) {
                Money captured = new Money(sums.payments().amount("CAPTURED", balance.currency()), balance.currency());
                Money promised = new Money(orders.confirmedAmount(balance.currency()), balance.currency());
                if (captured.amount() > promised.amount()) {
                    add(
                            Check.CAUSED,
                            captured.amount() - promised.amount(),
                            findings,
                            "%s was captured, but only %s confirmed",
                            captured,
                            promised);
                }
            }
            atMost(sums.payments().count(), "payments", placed, "orders", findings);
        }
        if (sums.inventory() != null) {
            List<Sums.Count> reservations = sums.inventory().reservations();
            atMost(Sums.count(reservations, "COMMITTED"), "reservations committed", confirmed, "confirmed", findings);
            atMost(Sums.countAll(reservations), "reservations", placed, "orders", findings);
        }
        if (sums.shipping() != null) {
            long arranged = Sums.count(sums.shipping().shipments(), "ARRANGED");
            atMost(confirmed, "orders confirmed", arranged, "shipments arranged", findings);
        }
    }

    private static void atMost(long effects, String what, long causes, String of, List<Finding> findings) {
        if (effects > causes) {
            add(Check.CAUSED, effects - causes, findings, "%d %s, but only %d %s", effects, what, causes, of);
        }
    }

    private static void add(Check check, long amount, List<Finding> findings, String message, Object... values) {
        findings.add(new Finding(check, Violation.ofSum(amount, message.formatted(values))));
    }
}
