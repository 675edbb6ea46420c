package shop.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import shop.chaos.checker.Verdict;
import shop.chaos.report.Report;
import shop.chaos.site.OwnEnvironment;
import shop.chaos.sweep.Point;
import shop.chaos.sweep.Points;
import shop.order.saga.PlaceOrderSaga;

/** The crash-point sweep on the command line, and what it starts. */
final class SweepOptions {

    @Option(
            names = "--sweep",
            description = {
                "Instead of a campaign: halt a service at every boundary of every step of the saga, one after another, and",
                "see that the order on its way ends rightly."
            })
    private boolean all;

    @Option(
            names = "--points",
            split = ",",
            paramLabel = "GLOB",
            description = {
                "Only these of the sweep's points, such as payment-service/* or */before-commit;",
                "'list' prints them all."
            })
    private List<String> globs = new ArrayList<>();

    boolean isAsked() {
        return all || !globs.isEmpty();
    }

    boolean isList() {
        return globs.equals(List.of("list"));
    }

    /** The points, in the order in which a saga comes past them. */
    List<Point> points() {
        List<Point> points = Points.of(PlaceOrderSaga.V1);
        if (globs.isEmpty() || isList()) {
            return points;
        }
        for (String glob : globs) {
            if (points.stream().noneMatch(point -> point.matches(glob))) {
                throw new IllegalArgumentException("no point is called " + glob + "; see --points list");
            }
        }
        return points.stream()
                .filter(point -> globs.stream().anyMatch(point::matches))
                .toList();
    }

    /** How the sweep is started again. */
    String command() {
        return "infra/saga chaos --sweep"
                + (globs.isEmpty() ? "" : " --points '%s'".formatted(String.join(",", globs)));
    }

    /** Runs it in an environment of its own, and tells what came of it. */
    Verdict run(CampaignOptions place) throws Exception {
        place.refuseForASweep();
        List<Point> points = points();
        Path report = place.report().toAbsolutePath();
        Console.progress("%d points; again with: %s".formatted(points.size(), command()));
        Console.progress("history and report go to " + report);
        Sweep.prepare(report);
        try (OwnEnvironment environment = place.startPlain(withAgent(Sweep.triggers(report)))) {
            Sweep.Result result = new Sweep(environment.site(), points, place.restsWithin(), report).run();
            Path page = report.resolve("report.html");
            Report.write(page, command(), result.evidence(), result.judgement(), SweepTable.table(result.rows()));
            Summary.findings(result.judgement());
            Summary.violations(result.judgement());
            SweepTable.print(result.rows());
            Console.progress("the report: " + page);
            Console.print(result.verdict().name());
            return result.verdict();
        }
    }

    /** Where every order meets a JVM that has just started, nothing is gained by optimizing it well. */
    private static Map<String, String> withAgent(Path triggers) throws IOException {
        Path agent = CampaignOptions.root()
                .toAbsolutePath()
                .normalize()
                .resolve("infra/chaos/target/chaos-0.1.0-SNAPSHOT-agent.jar");
        if (!Files.exists(agent)) {
            throw new IOException("there is no agent at " + agent);
        }
        return Map.of("JAVA_TOOL_OPTIONS", "-javaagent:%s=%s -XX:TieredStopAtLevel=1".formatted(agent, triggers));
    }
}
