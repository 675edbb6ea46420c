package shop.chaos;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.chaos.Campaign.Result;
import shop.chaos.checker.Finding;
import shop.chaos.checker.Judgement;
import shop.chaos.checker.Recovery;
import shop.chaos.checker.Verdict;
import shop.chaos.checker.Violation;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.history.FaultStory;

/** What a campaign ends with on the terminal. */
final class Summary {

    private Summary() {}

    static void print(CampaignSettings settings, Result result) {
        Judgement judgement = result.judgement();
        findings(judgement);
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        result.evidence().orders().stream()
                .map(Order::status)
                .forEach(status -> outcomes.merge(status, 1, Integer::sum));
        TreeMap<String, Integer> faults = new TreeMap<>();
        result.evidence().journal().faults().stream()
                .map(FaultStory::kind)
                .forEach(kind -> faults.merge(kind, 1, Integer::sum));
        Console.print("orders %s; faults %s".formatted(outcomes, faults));
        recoveries(result);
        violations(judgement);
        Console.print("%s (seed %d)".formatted(word(judgement.verdict()).toUpperCase(Locale.ROOT), settings.seed()));
    }

    /** What each checker found. */
    static void findings(Judgement judgement) {
        for (Finding finding : judgement.findings()) {
            Console.print("  %-8s %-32s %s".formatted(word(finding.verdict()), finding.checker(), finding.summary()));
        }
    }

    /** The first, the worst and the last violation, where there are any. */
    static void violations(Judgement judgement) {
        print("first", judgement.first());
        print("worst", judgement.worst());
        print("last", judgement.last());
    }

    /** For each kind and what it hit: how long until it was ready again, and from then on until the usual pace. */
    private static void recoveries(Result result) {
        Map<String, List<Recovery>> byName = Recovery.of(result.evidence()).stream()
                .collect(Collectors.groupingBy(recovery -> recovery.fault().name(), TreeMap::new, Collectors.toList()));
        byName.forEach((name, recoveries) -> Console.print(
                "  %-40s %d times; at the most: ready after %s, usual pace %s later, all before it ended %s after its end"
                        .formatted(
                                name,
                                recoveries.size(),
                                most(recoveries, recovery -> Optional.of(recovery.ready())),
                                most(recoveries, Recovery::recovered),
                                most(recoveries, Recovery::settled))));
    }

    /** Of those that are known: another fault may have come in between. */
    private static String most(List<Recovery> recoveries, Function<Recovery, Optional<Duration>> figure) {
        return recoveries.stream()
                .flatMap(recovery -> figure.apply(recovery).stream())
                .max(Comparator.naturalOrder())
                .map(longest -> String.format(Locale.ROOT, "%.1f s", longest.toMillis() / 1000.0))
                .orElse("(not measured)");
    }

    private static void print(String which, Optional<Violation> violation) {
        violation.ifPresent(
                found -> Console.print("%s violation, %s: %s".formatted(which, found.checker(), found.message())));
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
