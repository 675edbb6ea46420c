package shop.chaos;

import java.util.List;
import java.util.Locale;
import shop.chaos.checker.Judgement;
import shop.chaos.checker.Verdict;
import shop.chaos.sabotage.Sabotage;
import shop.chaos.sabotage.Sabotage.Committed;

/** Sabotages, each in a campaign of its own, and who has found them; before them the same campaign without any. */
final class SabotageTable {

    private static final String ROW = "  %-11s %-20s %-8s %-32s %s";

    private final List<Sabotage> sabotages;

    SabotageTable(List<Sabotage> sabotages) {
        this.sabotages = List.copyOf(sabotages);
    }

    boolean isEmpty() {
        return sabotages.isEmpty();
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
        int caught = 0;
        for (Sabotage sabotage : sabotages) {
            Campaign.Result result = trial.run(settings.corruptedBy(List.of(sabotage), sabotage.name()));
            boolean isCaught = isCaught(result);
            caught += isCaught ? 1 : 0;
            table.append(row(sabotage, isCaught, result)).append(System.lineSeparator());
        }
        Console.print(ROW.formatted("", "sabotage", "verdict", "caught by", "victim; what else was found"));
        Console.print(ROW.formatted("", "none", text(without), "", ""));
        Console.print(table.toString().stripTrailing());
        Console.print("%d of %d sabotages caught; the same seed without them is %s"
                .formatted(caught, sabotages.size(), text(without)));
        return caught == sabotages.size() && without == Verdict.VALID;
    }

    private static boolean isCaught(Campaign.Result result) {
        return !result.committed().isEmpty()
                && result.committed().stream().allMatch(committed -> committed.isCaught(result.judgement()));
    }

    private static String row(Sabotage sabotage, boolean isCaught, Campaign.Result result) {
        Judgement judgement = result.judgement();
        String victim =
                result.committed().stream().map(Committed::victim).findFirst().orElse("it was not committed");
        List<String> others = judgement.broken().stream()
                .filter(checker -> !checker.equals(sabotage.caughtBy()))
                .toList();
        return ROW.formatted(
                isCaught ? "caught" : "NOT CAUGHT",
                sabotage.name(),
                text(judgement.verdict()),
                sabotage.caughtBy(),
                victim + (others.isEmpty() ? "" : "; " + String.join(", ", others)));
    }

    private static String text(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
