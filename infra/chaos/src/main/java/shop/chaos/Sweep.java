package shop.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import shop.chaos.checker.Finding;
import shop.chaos.checker.Judgement;
import shop.chaos.checker.Verdict;
import shop.chaos.checker.Violation;
import shop.chaos.evidence.Evidence;
import shop.chaos.history.CampaignClock;
import shop.chaos.history.Event;
import shop.chaos.history.History;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.chaos.sweep.Performance;
import shop.chaos.sweep.Point;
import shop.chaos.sweep.Points;
import shop.chaos.sweep.Row;
import shop.chaos.sweep.Scenario;
import shop.order.saga.PlaceOrderSaga;

/** Has a service die at each of some points, one after another, each with an order of its own; then judges. */
final class Sweep {

    /** The supervisor waits longer from one death to the next until a process was ready for ten seconds and some. */
    private static final Duration HEALTHY_AFTER = Duration.ofSeconds(14);

    /** So often may a process die before that; the supervisor's pauses are 0.5, 1 and 2 s then. */
    private static final int DEATHS_IN_SUCCESSION = 3;

    private final Site site;
    private final List<Point> points;
    private final Duration restsWithin;
    private final Path directory;
    private final Map<String, Instant> readySince = new HashMap<>();
    private final Map<String, Integer> deaths = new HashMap<>();

    /**
     * @param directory for the history; the agents look in {@link #triggers} of it
     */
    Sweep(Site site, List<Point> points, Duration restsWithin, Path directory) {
        this.site = site;
        this.points = points;
        this.restsWithin = restsWithin;
        this.directory = directory;
    }

    /** What it ended with; the rows in the order of the points. */
    record Result(List<Row> rows, Evidence evidence, Judgement judgement) {
        Verdict verdict() {
            return Sweep.verdict(rows, judgement);
        }
    }

    /** As grave as the gravest row, or what the checkers say of the whole. */
    static Verdict verdict(List<Row> rows, Judgement judgement) {
        return rows.stream().map(Row::verdict).reduce(judgement.verdict(), Verdict::and);
    }

    /** Where the agents of a sweep look. */
    static Path triggers(Path directory) {
        return directory.resolve("triggers");
    }

    /** Runs it. */
    Result run() throws Exception {
        Path file = directory.resolve("history.ndjson");
        List<Row> rows;
        Aftermath aftermath = new Aftermath(site, restsWithin);
        try (History history = new History(file, new CampaignClock())) {
            history.add(at -> new Event.Began(at, 0, Map.of()));
            Watch watch = new Watch(site, history);
            Thread watching = Thread.ofVirtual().name("watch").start(watch);
            try {
                rows = perform(new Performance(site, history, triggers(directory)));
            } finally {
                watch.close();
                watching.join();
            }
            Console.progress("every point was tried; waiting for rest");
            aftermath.await(history);
        }
        Evidence evidence = aftermath.evidence(file);
        Judgement judgement = Judgement.of(evidence);
        List<Row> judged = rows.stream()
                .map(row -> judged(row, judgement))
                .sorted(Comparator.comparingInt(row -> points.indexOf(row.point())))
                .toList();
        return new Result(judged, evidence, judgement);
    }

    /** Every point, and each scenario once more without a death: what is judged must not consist of accidents alone. */
    private List<Row> perform(Performance performance) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Point point : Points.spread(points)) {
            awaitHealth(point.service());
            Row row = performance.of(rows.size() + 1, point);
            rows.add(row);
            readySince.put(point.service(), Instant.now());
            deaths.merge(point.service(), 1, Integer::sum);
            Console.progress("%d of %d: %s".formatted(rows.size(), points.size(), SweepTable.line(row)));
        }
        int number = rows.size();
        for (Scenario scenario : Points.scenarios(PlaceOrderSaga.V1)) {
            number++;
            performance.undisturbed(number, scenario);
        }
        return rows;
    }

    private void awaitHealth(String service) throws InterruptedException {
        Duration ready = Duration.between(readySince.getOrDefault(service, Instant.MIN), Instant.now());
        if (ready.compareTo(HEALTHY_AFTER) < 0 && deaths.getOrDefault(service, 0) >= DEATHS_IN_SUCCESSION) {
            Await.pause(HEALTHY_AFTER.minus(ready));
            ready = HEALTHY_AFTER;
        }
        if (ready.compareTo(HEALTHY_AFTER) >= 0) {
            deaths.put(service, 0);
        }
    }

    /** What the checkers hold against this row's order. */
    static Row judged(Row row, Judgement judgement) {
        Row judged = row;
        for (Finding finding : judgement.findings()) {
            for (Violation violation : finding.violations()) {
                if (finding.verdict() == Verdict.INVALID
                        && violation.order() != null
                        && violation.order().equals(row.order())) {
                    judged = judged.and(Verdict.INVALID, violation.message());
                }
            }
        }
        return judged;
    }

    /** Makes the directories it needs, without what an earlier sweep left there. */
    static void prepare(Path directory) throws IOException {
        Files.createDirectories(triggers(directory));
        try (Stream<Path> files = Files.list(triggers(directory))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
