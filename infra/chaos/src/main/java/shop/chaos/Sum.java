package shop.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import shop.chaos.Part.Recovered;
import shop.chaos.Part.Spoiled;
import shop.chaos.checker.Verdict;

/** Adds up the parts of a large campaign. */
@Command(
        name = "sum",
        description = {
            "Add up campaigns from the lines that --summary has kept; ends like the gravest of them.",
            "Sabotages are told apart: they count as valid if the right checker has caught them."
        })
final class Sum implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of one line a campaign.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Path file : files) {
            parts.addAll(Part.read(file));
        }
        List<Part> honest =
                parts.stream().filter(part -> part.sabotages().isEmpty()).toList();
        Verdict verdict = print(honest);
        boolean caught = printSabotages(
                parts.stream().flatMap(part -> part.sabotages().stream()).toList());
        return Chaos.exitCode(caught ? verdict : verdict.and(Verdict.INVALID));
    }

    /** No campaign at all proves nothing. */
    static Verdict verdict(List<Part> parts) {
        return parts.stream().map(Part::verdict).reduce(Verdict::and).orElse(Verdict.UNKNOWN);
    }

    private static Verdict print(List<Part> parts) {
        Map<String, Integer> orders = new TreeMap<>();
        Map<String, Integer> faults = new TreeMap<>();
        Map<String, List<Recovered>> recoveries = new TreeMap<>();
        Set<Long> seeds = new TreeSet<>();
        Set<String> notRun = new TreeSet<>();
        int unended = 0;
        int unproven = 0;
        for (Part part : parts) {
            Console.print("  %s  %-8s seed %-6d %,6d orders %3d faults  %s"
                    .formatted(
                            part.at(),
                            word(part.verdict()),
                            part.seed(),
                            sum(part.orders()),
                            sum(part.faults()),
                            part.command()));
            part.findings().forEach(finding -> Console.print("      " + finding));
            part.orders().forEach((status, count) -> orders.merge(status, count, Integer::sum));
            part.faults().forEach((kind, count) -> faults.merge(kind, count, Integer::sum));
            part.recoveries()
                    .forEach((name, list) -> recoveries
                            .computeIfAbsent(name, _ -> new ArrayList<>())
                            .addAll(list));
            seeds.add(part.seed());
            notRun.addAll(part.notRun());
            unended += part.unended();
            unproven += part.unproven();
        }
        recoveries.forEach((name, list) -> {
            List<Long> ready = list.stream().map(Recovered::readyMillis).toList();
            List<Long> pace = known(list, Recovered::paceMillis);
            List<Long> settled = known(list, Recovered::settledMillis);
            Console.print(
                    "  %-40s %3d: ready after %5.1f s, at most %5.1f; usual pace (%d) %4.1f s later, at most %5.1f; all before it ended %5.1f s after its end, at most %5.1f"
                            .formatted(
                                    name,
                                    list.size(),
                                    middle(ready),
                                    most(ready),
                                    pace.size(),
                                    middle(pace),
                                    most(pace),
                                    middle(settled),
                                    most(settled)));
        });
        notRun.forEach(what -> Console.print("  not run: " + what));
        Console.print("faults %s".formatted(faults));
        Console.print("orders %s".formatted(orders));
        Verdict verdict = verdict(parts);
        Console.print(
                "%s: %d parts, %d seeds, %,d orders, %d of them without an end, %d faults of %d kinds, %d faults without proof"
                        .formatted(
                                word(verdict).toUpperCase(Locale.ROOT),
                                parts.size(),
                                seeds.size(),
                                sum(orders),
                                unended,
                                sum(faults),
                                faults.size(),
                                unproven));
        return verdict;
    }

    /** The last word on each counts. */
    private static boolean printSabotages(List<Spoiled> all) {
        Map<String, Spoiled> spoiled = new TreeMap<>();
        all.forEach(each -> spoiled.put(each.name(), each));
        spoiled.forEach((name, each) -> Console.print("  %-10s %-20s by %-32s %s"
                .formatted(each.caught() ? "caught" : "NOT CAUGHT", name, each.caughtBy(), each.victim())));
        long caught = spoiled.values().stream().filter(Spoiled::caught).count();
        if (!spoiled.isEmpty()) {
            Console.print("%d of %d sabotages caught".formatted(caught, spoiled.size()));
        }
        return caught == spoiled.size();
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static List<Long> known(List<Recovered> list, Function<Recovered, @Nullable Long> figure) {
        return list.stream().map(figure).filter(Objects::nonNull).toList();
    }

    private static double middle(List<Long> millis) {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElse(0L) / 1000.0;
    }

    private static double most(List<Long> millis) {
        return millis.stream().max(Long::compare).orElse(0L) / 1000.0;
    }

    private static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
