package shop.chaos.checker;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Account;
import shop.chaos.evidence.Evidence.LedgerEntry;
import shop.chaos.evidence.Evidence.Payment;

/** Every transfer sums to zero, every account to its entries, every hold to its payments, and all accounts to nothing. */
final class MoneyIsConserved implements Checker {

    @Override
    public String name() {
        return "money-is-conserved";
    }

    @Override
    public String promise() {
        return "the books balance: for each account, for each transfer, and in all";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "accounts and transfers");
        Map<UUID, Long> transfers = new HashMap<>();
        Map<String, Long> balances = new HashMap<>();
        for (LedgerEntry entry : evidence.entries()) {
            transfers.merge(entry.transfer(), entry.amount(), Long::sum);
            balances.merge(entry.account(), entry.amount(), Long::sum);
        }
        Map<String, Long> holds = new HashMap<>();
        for (Payment payment : evidence.payments()) {
            if (payment.state().equals("AUTHORIZED") && payment.customer() != null && payment.amount() != null) {
                holds.merge(payment.customer(), payment.amount(), Long::sum);
            }
        }
        transfers.forEach((transfer, sum) -> {
            examination.examined();
            if (sum != 0) {
                examination.violation(
                        transfer, null, sum, "the entries of transfer %s sum to %d".formatted(transfer, sum));
            }
        });
        long total = 0;
        for (Account account : evidence.accounts()) {
            examination.examined();
            total += account.balance();
            differ(examination, account, "balance", account.balance(), balances.getOrDefault(account.id(), 0L));
            differ(examination, account, "hold", account.held(), holds.getOrDefault(account.id(), 0L));
        }
        if (total != 0) {
            examination.violation(null, null, total, "all balances sum to %d".formatted(total));
        }
        return examination.finding();
    }

    private static void differ(Examination examination, Account account, String what, long is, long expected) {
        if (is != expected) {
            examination.violation(
                    null,
                    null,
                    is - expected,
                    "the %s of %s is %d, and its records sum to %d".formatted(what, account.id(), is, expected));
        }
    }
}
