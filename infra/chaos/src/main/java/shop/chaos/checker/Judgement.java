package shop.chaos.checker;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import shop.chaos.evidence.Evidence;

/**
 * What all checkers found, and the one verdict that follows: as grave as the gravest of them.
 *
 * @param findings one a checker, in the order of {@link #CHECKERS}
 */
public record Judgement(List<Finding> findings) {

    /** Every invariant. */
    public static final List<Checker> CHECKERS = List.of(
            new AcceptedOrdersAreKept(),
            new OrdersWereAskedFor(),
            new OneFinalOutcome(),
            new OutcomesAreAsDeserved(),
            new CancelsAreKept(),
            new ConfirmedOrdersComplete(),
            new CompletedSagasAreSettled(),
            new EffectsHappenAtMostOnce(),
            new NothingIsLeftBehind(),
            new MoneyIsConserved(),
            new StockIsConserved(),
            new BooksBalancedAllTheTime(),
            new LogsAreLegal(),
            new OrderEventsAreTold(),
            new OutboxesReachedTheirTopics(),
            new NothingIsParkedButPoison(),
            new RepetitionChangesNothing(),
            new IdempotencyKeysAreKept(),
            new ReadsNeverGoBack(),
            new ReplicasAgree(),
            new EverythingCameToRest(),
            new RecoveryIsQuick(),
            new EverythingIsAsBefore(),
            new FaultsTookEffect());

    private static final Comparator<Violation> BY_TIME =
            Comparator.comparing(Violation::at, Comparator.nullsLast(Comparator.naturalOrder()));

    public Judgement {
        findings = List.copyOf(findings);
    }

    /** Has every checker look at the evidence. */
    public static Judgement of(Evidence evidence) {
        return new Judgement(
                CHECKERS.stream().map(checker -> checker.check(evidence)).toList());
    }

    /** The verdict. */
    public Verdict verdict() {
        return findings.stream().map(Finding::verdict).reduce(Verdict.VALID, Verdict::and);
    }

    /** The violation that happened first, as far as its time is known. */
    public Optional<Violation> first() {
        return violations().stream().min(BY_TIME);
    }

    /** The violation that happened last, as far as its time is known. */
    public Optional<Violation> last() {
        return violations().stream().filter(violation -> violation.at() != null).max(BY_TIME);
    }

    /** The violation that weighs most. */
    public Optional<Violation> worst() {
        return violations().stream().max(Comparator.comparingLong(Violation::weight));
    }

    /** The names of the checkers that found something. */
    public List<String> broken() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.INVALID)
                .map(Finding::checker)
                .toList();
    }

    private List<Violation> violations() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.INVALID)
                .flatMap(finding -> finding.violations().stream())
                .toList();
    }
}
