package shop.chaos;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import shop.chaos.checker.Judgement;
import shop.chaos.checker.Verdict;
import shop.chaos.sabotage.Sabotage;
import shop.chaos.sabotage.Sabotage.Committed;

/** Sabotages, in campaigns of their own, and who has found them; before them the same campaign without any. */
final class SabotageTable {

    private static final String ROW = "  %-11s %-20s %-8s %-32s %s";

    private final List<List<Sabotage>> groups;

    /**
     * A table to be filled.
     *
     * @param groups each shares a campaign
     */
    SabotageTable(List<List<Sabotage>> groups) {
        this.groups = List.copyOf(groups);
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /**
     * Runs them all and prints the table.
     *
     * @return whether every one was caught by the right checker, and nothing was found where nothing was corrupted
     */
    boolean fill(Trial trial, CampaignSettings settings) throws Exception {
        Verdict without =
                trial.run(settings.corruptedBy(List.of(), "none")).judgement().verdict();
        StringBuilder table = new StringBuilder();
        int count = 0;
        int caught = 0;
        for (List<Sabotage> group : groups) {
            Campaign.Result result =
                    trial.run(settings.corruptedBy(group, group.getFirst().name()));
            for (Sabotage sabotage : group) {
                Optional<Committed> committed = result.committed().stream()
                        .filter(each -> each.sabotage().equals(sabotage))
                        .findFirst();
                boolean isCaught = committed.isPresent() && committed.get().isCaught(result.judgement());
                count++;
                caught += isCaught ? 1 : 0;
                table.append(row(sabotage, committed, isCaught, result)).append(System.lineSeparator());
            }
        }
        Console.print(ROW.formatted("", "sabotage", "verdict", "caught by", "victim; what else was found"));
        Console.print(ROW.formatted("", "none", text(without), "", ""));
        Console.print(table.toString().stripTrailing());
        Console.print(
                "%d of %d sabotages caught; the same seed without them is %s".formatted(caught, count, text(without)));
        return caught == count && without == Verdict.VALID;
    }

    /** What else was found: by checkers that should find nothing of what this campaign was spoiled with. */
    private static String row(
            Sabotage sabotage, Optional<Committed> committed, boolean isCaught, Campaign.Result result) {
        Judgement judgement = result.judgement();
        Set<String> expected = result.committed().stream()
                .map(each -> each.sabotage().caughtBy())
                .collect(Collectors.toSet());
        List<String> others = judgement.broken().stream()
                .filter(checker -> !expected.contains(checker))
                .toList();
        return ROW.formatted(
                isCaught ? "caught" : "NOT CAUGHT",
                sabotage.name(),
                text(judgement.verdict()),
                sabotage.caughtBy(),
                committed.map(Committed::victim).orElse("it was not committed")
                        + (others.isEmpty() ? "" : "; " + String.join(", ", others)));
    }

    private static String text(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
