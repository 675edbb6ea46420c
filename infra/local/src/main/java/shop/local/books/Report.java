package shop.local.books;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import shop.local.books.Books.Checked;
import shop.local.books.Books.Promise;
import shop.local.books.Sums.Balance;

/** Puts what was found under its check, its check under its promise, and the figures beside it. */
final class Report {

    private static final int SHOWN = 20;

    private final Sums sums;
    private final Suspects suspects;
    private final Map<String, String> away;
    private final Map<String, Object> patrol;
    private final List<Finding> found;

    private Report(Sums sums, Suspects suspects, Map<String, String> away, Map<String, Object> patrol) {
        this.sums = sums;
        this.suspects = suspects;
        this.away = away;
        this.patrol = patrol;
        this.found = SumChecks.of(sums);
    }

    /**
     * The books.
     *
     * @param away why services do not answer, by their names
     * @param patrol how far orders were compared
     */
    static Books of(Instant at, Sums sums, Suspects suspects, Map<String, String> away, Map<String, Object> patrol) {
        Report report = new Report(sums, suspects, away, patrol);
        List<Promise> promises = new ArrayList<>();
        for (int i = 0; i < Check.TITLES.size(); i++) {
            promises.add(Promise.of(
                    i + 1,
                    Check.TITLES.get(i),
                    Check.of(i + 1).stream().map(report::checked).toList()));
        }
        return Books.of(at, promises);
    }

    private Checked checked(Check check) {
        List<Violation> violations = Stream.concat(found.stream(), suspects.of(check).stream())
                .filter(finding -> finding.check() == check)
                .map(Finding::violation)
                .toList();
        List<String> silent = services(check).stream()
                .filter(away::containsKey)
                .map(away::get)
                .toList();
        Verdict verdict = !violations.isEmpty() ? Verdict.BROKEN : silent.isEmpty() ? Verdict.HOLDS : Verdict.UNKNOWN;
        Map<String, Object> figures = figures(check);
        figures.put("violations", violations.size() + suspects.forgotten());
        return new Checked(
                check.text(),
                verdict,
                verdict == Verdict.UNKNOWN ? String.join("; ", silent) : check.explanation(),
                figures,
                violations.stream().limit(SHOWN).toList());
    }

    private static List<String> services(Check check) {
        return switch (check) {
            case ACCOUNTED_FOR -> List.of(AuditReader.ORDERS);
            case MONEY -> List.of(AuditReader.PAYMENTS);
            case STOCK -> List.of(AuditReader.INVENTORY);
            case OUTCOME, AMOUNTS, CAUSED, NOTHING_LEFT ->
                List.of(AuditReader.ORDERS, AuditReader.PAYMENTS, AuditReader.INVENTORY, AuditReader.SHIPPING);
        };
    }

    private Map<String, Object> figures(Check check) {
        Map<String, Object> figures = new LinkedHashMap<>();
        switch (check) {
            case ACCOUNTED_FOR -> orders(figures);
            case MONEY -> money(figures);
            case STOCK -> stock(figures);
            case CAUSED -> causes(figures);
            case OUTCOME, AMOUNTS, NOTHING_LEFT -> figures.putAll(patrol);
        }
        return figures;
    }

    private void orders(Map<String, Object> figures) {
        if (sums.orders() != null) {
            sums.orders().orders().forEach(count -> figures.put(count.state(), count.count()));
            sums.orders().sagas().forEach(count -> figures.put(count.state(), count.count()));
            figures.put("needsAttention", sums.orders().needsAttention());
            figures.put("parked", sums.orders().parked());
        }
    }

    private void money(Map<String, Object> figures) {
        if (sums.payments() != null) {
            for (Balance balance : sums.payments().balances()) {
                String currency = " " + balance.currency();
                figures.put("customers" + currency, balance.customers());
                figures.put("held" + currency, balance.held());
                figures.put("shop" + currency, balance.shop());
                figures.put("bank" + currency, balance.bank());
            }
        }
    }

    private void stock(Map<String, Object> figures) {
        if (sums.inventory() != null) {
            figures.put("received", sums.inventory().stock().received());
            figures.put("onHand", sums.inventory().stock().onHand());
            figures.put("reserved", sums.inventory().stock().reserved());
            figures.put("committed", sums.inventory().stock().committed());
        }
    }

    private void causes(Map<String, Object> figures) {
        if (sums.payments() != null) {
            sums.payments().payments().stream()
                    .filter(sum -> sum.state().equals("CAPTURED"))
                    .forEach(sum -> figures.put("captured " + sum.currency(), sum.amount()));
        }
        if (sums.orders() != null) {
            sums.orders().confirmed().forEach(sum -> figures.put("confirmed " + sum.currency(), sum.amount()));
        }
        if (sums.inventory() != null) {
            figures.put("committed", Sums.count(sums.inventory().reservations(), "COMMITTED"));
        }
        if (sums.orders() != null) {
            figures.put("confirmed", Sums.count(sums.orders().orders(), "CONFIRMED"));
        }
        if (sums.shipping() != null) {
            figures.put("arranged", Sums.count(sums.shipping().shipments(), "ARRANGED"));
        }
    }
}
