package shop.chaos.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.chaos.checker.Checker;
import shop.chaos.checker.Finding;
import shop.chaos.checker.Judgement;
import shop.chaos.checker.Recovery;
import shop.chaos.checker.Violation;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.history.FaultStory;

/** One self-contained page on a campaign: verdicts, a time line, every fault and its recovery, the first violation's story. */
public final class Report {

    private static final String STYLE = """
            <style>
            :root { color-scheme: light dark; --line: #8884; --bad: #c62828; --good: #2e7d32; --doubt: #b26a00; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 1150px; margin: 2rem auto; padding: 0 1rem; }
            h1 .valid, td.valid { color: var(--good); } h1 .invalid, td.invalid { color: var(--bad); }
            h1 .unknown, td.unknown { color: var(--doubt); }
            h3 { margin: 1.2rem 0 .2rem; font-size: 1rem; }
            code { background: var(--line); padding: .1rem .3rem; border-radius: 3px; word-break: break-all; }
            table { border-collapse: collapse; width: 100%; font-size: .9rem; }
            td, th { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
            svg { width: 100%; height: auto; display: block; } svg .tick { font-size: 11px; fill: currentColor; opacity: .7; }
            polyline { fill: none; stroke: #1565c0; stroke-width: 1.5; } polyline.latency { stroke: #6a1b9a; }
            polyline.lag, polyline.flight { stroke: #b26a00; } .fault { fill: #c62828aa; } .shade { fill: #c6282818; }
            </style>
            """;

    private Report() {}

    /** A table of figures of one kind of run. */
    public record Table(String title, List<String> head, List<List<String>> rows) {}

    /**
     * Writes the page.
     *
     * @param command how the campaign is run again
     * @param tables what else is to be shown, after the verdicts
     */
    public static void write(Path file, String command, Evidence evidence, Judgement judgement, Table... tables)
            throws IOException {
        String verdict = judgement.verdict().name().toLowerCase(Locale.ROOT);
        Markup page = new Markup();
        page.raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.element("title", "Chaos: " + verdict);
        page.raw(STYLE + "</head><body>");
        page.raw("<h1>Chaos: <span class=\"%s\">%s</span></h1>".formatted(verdict, verdict));
        page.raw("<p><code>%s</code></p>".formatted(Markup.escaped(command)));
        page.element("p", totals(evidence));
        findings(page, judgement);
        violations(page, judgement);
        for (Table table : tables) {
            page.element("h2", table.title());
            page.raw("<table>");
            page.row("th", table.head());
            table.rows().forEach(row -> page.row("td", row));
            page.raw("</table>");
        }
        new TimeLine(evidence).draw(page);
        faults(page, evidence);
        UUID order = judgement.first().map(Violation::order).orElse(null);
        if (order != null) {
            new Story(evidence, order).tell(page);
        }
        Files.writeString(file, page.raw("</body></html>").toString());
    }

    private static String totals(Evidence evidence) {
        Map<String, Long> statuses = evidence.orders().stream()
                .collect(Collectors.groupingBy(Order::status, TreeMap::new, Collectors.counting()));
        Map<String, Long> kinds = evidence.journal().faults().stream()
                .collect(Collectors.groupingBy(FaultStory::kind, TreeMap::new, Collectors.counting()));
        return "%,d calls, %,d orders %s, %,d faults of %d kinds %s, %,d messages"
                .formatted(
                        evidence.journal().calls().size(),
                        evidence.orders().size(),
                        statuses,
                        evidence.journal().faults().size(),
                        kinds.size(),
                        kinds,
                        evidence.outbox().size());
    }

    private static void findings(Markup page, Judgement judgement) {
        Map<String, String> promises =
                Judgement.CHECKERS.stream().collect(Collectors.toMap(Checker::name, Checker::promise));
        page.element("h2", "What was promised");
        page.raw("<table>");
        for (Finding finding : judgement.findings()) {
            String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
            page.raw("<tr><td class=\"%s\">%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                    .formatted(
                            verdict,
                            verdict,
                            finding.checker(),
                            Markup.escaped(promises.getOrDefault(finding.checker(), "")),
                            Markup.escaped(finding.summary())));
        }
        page.raw("</table>");
    }

    private static void violations(Markup page, Judgement judgement) {
        if (judgement.broken().isEmpty()) {
            return;
        }
        page.element("h2", "What was broken");
        page.raw("<ul>");
        judgement
                .first()
                .ifPresent(
                        violation -> page.element("li", "first, " + violation.checker() + ": " + violation.message()));
        judgement
                .worst()
                .ifPresent(
                        violation -> page.element("li", "worst, " + violation.checker() + ": " + violation.message()));
        judgement
                .last()
                .ifPresent(
                        violation -> page.element("li", "last, " + violation.checker() + ": " + violation.message()));
        page.raw("</ul>");
    }

    private static void faults(Markup page, Evidence evidence) {
        Map<Integer, Recovery> recoveries = Recovery.of(evidence).stream()
                .collect(Collectors.toMap(recovery -> recovery.fault().number(), Function.identity()));
        page.element("h2", "Every fault");
        page.raw("<table>");
        page.row(
                "th",
                List.of(
                        "",
                        "fault",
                        "at",
                        "evidence",
                        "ready after",
                        "usual pace after another",
                        "all before it ended"));
        for (FaultStory fault : evidence.journal().faults()) {
            Recovery recovery = recoveries.get(fault.number());
            page.row(
                    "td",
                    List.of(
                            fault.number(),
                            fault.name(),
                            fault.beganAt().toString().substring(11, 19),
                            fault.evidence() == null ? "none: " + fault.error() : fault.evidence(),
                            recovery == null
                                    ? "never"
                                    : Markup.seconds(recovery.ready().toMillis()),
                            recovery == null
                                    ? ""
                                    : recovery.recovered()
                                            .map(took -> Markup.seconds(took.toMillis()))
                                            .orElse("disturbed by another"),
                            recovery == null
                                    ? ""
                                    : recovery.settled()
                                            .map(took -> Markup.seconds(took.toMillis()) + " after its end")
                                            .orElse("never")));
        }
        page.raw("</table>");
    }
}
