package shop.chaos;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import shop.chaos.checker.Finding;
import shop.chaos.checker.Recovery;
import shop.chaos.checker.Verdict;
import shop.chaos.evidence.Evidence;
import shop.chaos.history.Event;
import shop.chaos.history.FaultStory;
import shop.local.environment.Json;

/**
 * What is kept of a campaign that is a part of a larger one: a line of JSON.
 *
 * @param command starts it again
 * @param orders how many ended how, by status
 * @param unended how many found no end
 * @param faults how many of each kind were injected, shown to have taken effect, and healed
 * @param unproven how many were not
 * @param findings what was not valid, a sentence each
 * @param recoveries by kind and target of the fault
 * @param restMillis from the last fault's end until everything was at rest; null where it never was
 * @param notRun what this machine could not do
 * @param sabotages none for a campaign that nobody spoiled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Part(
        Instant at,
        long seed,
        String command,
        Verdict verdict,
        Map<String, Integer> orders,
        int unended,
        Map<String, Integer> faults,
        int unproven,
        List<String> findings,
        Map<String, List<Recovered>> recoveries,
        @Nullable Long restMillis,
        List<String> notRun,
        List<Spoiled> sabotages) {

    private static final int MOST_FINDINGS = 20;

    /**
     * How it went on after a fault.
     *
     * @param readyMillis from its beginning until what it had hit was ready again
     * @param paceMillis from then on until sagas ended at the usual pace; null where another fault came in between
     * @param settledMillis from its end until all orders had ended that had been accepted by then; null where one never did
     */
    record Recovered(
            long readyMillis,
            @Nullable Long paceMillis,
            @Nullable Long settledMillis) {}

    /** What was spoiled, and whether the right checker has named the victim. */
    record Spoiled(String name, String caughtBy, String victim, boolean caught) {}

    static Part of(CampaignSettings settings, Campaign.Result result) {
        Evidence evidence = result.evidence();
        Map<String, Integer> orders = new TreeMap<>();
        evidence.orders().forEach(order -> orders.merge(order.status(), 1, Integer::sum));
        Map<String, Integer> faults = new TreeMap<>();
        List<FaultStory> stories = evidence.journal().faults();
        stories.stream().filter(Part::isProven).forEach(fault -> faults.merge(fault.kind(), 1, Integer::sum));
        Map<String, List<Recovered>> recoveries = new TreeMap<>();
        for (Recovery recovery : Recovery.of(evidence)) {
            recoveries
                    .computeIfAbsent(recovery.fault().name(), _ -> new ArrayList<>())
                    .add(new Recovered(
                            recovery.ready().toMillis(),
                            recovery.recovered().map(Duration::toMillis).orElse(null),
                            recovery.settled().map(Duration::toMillis).orElse(null)));
        }
        return new Part(
                Instant.now(),
                settings.seed(),
                settings.command(),
                result.judgement().verdict(),
                orders,
                (int) evidence.sagas().stream().filter(saga -> !saga.ended()).count(),
                faults,
                (int) stories.stream().filter(fault -> !isProven(fault)).count(),
                result.judgement().findings().stream()
                        .filter(finding -> finding.verdict() != Verdict.VALID)
                        .flatMap(Part::sentences)
                        .limit(MOST_FINDINGS)
                        .toList(),
                recoveries,
                restMillis(evidence),
                result.notRun(),
                spoiled(result));
    }

    /** Adds it to a file, which is made if need be. */
    void appendTo(Path file) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        String line = Json.MAPPER.writeValueAsString(this) + System.lineSeparator();
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Those that a file holds, in its order. */
    static List<Part> read(Path file) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                parts.add(Json.MAPPER.readValue(line, Part.class));
            }
        }
        return parts;
    }

    private static boolean isProven(FaultStory fault) {
        return fault.evidence() != null && fault.healedAt() != null;
    }

    private static java.util.stream.Stream<String> sentences(Finding finding) {
        return finding.violations().stream()
                .limit(3)
                .map(violation -> "%s: %s".formatted(finding.checker(), violation.message()));
    }

    private static @Nullable Long restMillis(Evidence evidence) {
        Event.Rested rested = evidence.journal().rested();
        if (rested == null || rested.waitsFor() != null) {
            return null;
        }
        return evidence.journal().faults().stream()
                .map(FaultStory::healedAt)
                .filter(java.util.Objects::nonNull)
                .max(Instant::compareTo)
                .map(last -> Duration.between(last, rested.at()).toMillis())
                .orElse(null);
    }

    private static List<Spoiled> spoiled(Campaign.Result result) {
        return result.committed().stream()
                .map(each -> new Spoiled(
                        each.sabotage().name(),
                        each.sabotage().caughtBy(),
                        each.victim(),
                        each.isCaught(result.judgement())))
                .toList();
    }
}
