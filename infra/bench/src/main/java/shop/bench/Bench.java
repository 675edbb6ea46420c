package shop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import shop.bench.load.LoadGenerator;
import shop.bench.load.Schedule;
import shop.bench.measure.Passage;
import shop.bench.report.Figure;
import shop.bench.report.Figures;
import shop.bench.report.HtmlReport;
import shop.bench.report.JsonReport;
import shop.bench.report.Results;
import shop.bench.report.TextReport;
import shop.local.environment.PortTable;
import shop.local.environment.Settings;

/** The command {@code infra/saga bench}. Ends with 0 when it measured, 1 when it could not, 2 when it was misused. */
@Command(
        name = "infra/saga bench",
        description = {
            "Measure throughput, latency, cost and the floor beside them, in an environment of its own on other ports.",
            "Takes about twenty minutes; nothing else should run on the machine meanwhile. The parts stored and replicas have",
            "environments of their own and are measured when they are asked for: --only stored,replicas."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured, whatever it is", "1:failed", "2:misused"})
public final class Bench implements Callable<Integer> {

    private static final int MAX_RATE = 20_000;
    private static final int MAX_SECONDS = 3600;
    private static final int MAX_STORED = 100_000_000;
    private static final int MAX_PORT_OFFSET = 40_000;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--quick", description = "Everything shorter: under three minutes.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Some of floor, throughput, cost, latency, drain, overload; stored, replicas.")
    private List<String> only = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "So many orders a second in place of the highest rate, which is not looked for.")
    private @Nullable Integer rate;

    @Option(
            names = "--stored",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many orders are stored in the end (default: 1000000).")
    private int stored;

    @Option(names = "--seconds", paramLabel = "N", description = "How long each load lasts.")
    private @Nullable Integer seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to a file.")
    private @Nullable Path json;

    @Option(names = "--report", paramLabel = "FILE", description = "Write an HTML page with a plot over time.")
    private @Nullable Path report;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "6000",
            description = "How far its ports are from the default ones (default: 6000).")
    private int portOffset;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs it and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(Bench::misused)
                .setExecutionExceptionHandler(Bench::failed);
    }

    @Override
    public Integer call() throws Exception {
        Set<Part> parts = parts();
        limit("--rate", rate, MAX_RATE);
        limit("--seconds", seconds, MAX_SECONDS);
        limit("--stored", stored, MAX_STORED);
        limit("--port-offset", portOffset, MAX_PORT_OFFSET);
        writable("--json", json);
        writable("--report", report);
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        plan = seconds == null ? plan : plan.withLoadsOf(Duration.ofSeconds(seconds));
        measure(plan, parts);
        return 0;
    }

    /** Measures part after part. What was measured before one fails is told all the same. */
    private void measure(Plan plan, Set<Part> parts) throws Exception {
        Results results = new Results(ThisMachine.describe(), quick ? "quick" : "full");
        OptionalDouble givenRate = rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
        List<Passage> passages = new ArrayList<>();
        try {
            if (!parts.stream().allMatch(Part::isApart)) {
                in(
                        settings(Map.of(), Map.of()),
                        plan,
                        results,
                        passages,
                        (environment, stand) -> new Course(environment, stand, plan, parts, givenRate, results).run());
            }
            if (parts.contains(Part.STORED)) {
                in(settings(Map.of(), Stored.ENVIRONMENT), plan, results, passages, (environment, stand) -> {
                    double highest = new Throughput(stand, plan, results).highest(givenRate);
                    results.setStored(new Stored(environment, stand, plan).measure(stored, highest));
                });
            }
            if (parts.contains(Part.REPLICAS)) {
                in(settings(Replicas.COUNTS, Map.of()), plan, results, passages, (environment, stand) -> {
                    double highest = new Throughput(stand, plan, results).highest(givenRate);
                    results.setReplicas(new Replicas(environment, stand, plan).measure(highest));
                });
            }
        } finally {
            if (!passages.isEmpty()) {
                write(results, passages);
            }
        }
    }

    /** What is done in an environment. */
    private interface Measurement {
        void in(BenchEnvironment environment, Stand stand) throws Exception;
    }

    private void in(Settings settings, Plan plan, Results results, List<Passage> passages, Measurement measurement)
            throws Exception {
        Path root =
                Path.of(System.getProperty("saga.root", ".")).toAbsolutePath().normalize();
        Progress.say("starting an environment");
        try (BenchEnvironment environment = BenchEnvironment.start(root, settings)) {
            if (!plan.firstRun().isZero() && environment.isFirstOfItsBuild()) {
                leaveCaches(environment, plan, results);
            }
            warmUpAndMeasure(environment, plan, results, passages, measurement);
            Progress.say("stopping");
        }
    }

    /** What is measured is how services run, not how they run the first time. */
    private static void leaveCaches(BenchEnvironment environment, Plan plan, Results results)
            throws IOException, InterruptedException {
        Progress.say(
                "the services run for the first time: their JVMs take notes for %d s, and start again",
                plan.firstRun().toSeconds());
        try (LoadGenerator generator = generator(environment, "first-", results)) {
            generator.send(Schedule.open(plan.startRate() / 2, plan.firstRun()));
        }
        environment.restart();
    }

    private static LoadGenerator generator(BenchEnvironment environment, String prefix, Results results)
            throws IOException {
        return new LoadGenerator(environment.orderPorts(), prefix + results.startMillis());
    }

    private static void warmUpAndMeasure(
            BenchEnvironment environment, Plan plan, Results results, List<Passage> passages, Measurement measurement)
            throws Exception {
        try (LoadGenerator generator = generator(environment, "bench-", results)) {
            Stand stand = new Stand(environment, generator, plan.atRestWithin());
            try {
                Progress.say("ready; warming up for %d s", plan.warmUp().toSeconds());
                stand.send("warm-up", Schedule.open(plan.startRate(), plan.warmUp()));
                if (plan.paceRate() > 0) {
                    WarmUp.untilSteady(stand, plan.paceRate(), plan.held());
                }
                Progress.say("warmed up");
                measurement.in(environment, stand);
            } finally {
                passages.addAll(stand.passages());
            }
        }
    }

    private Settings settings(Map<String, Integer> replicas, Map<String, String> serviceEnvironment) {
        return new Settings(PortTable.movedBy(portOffset), replicas, Map.of(), serviceEnvironment);
    }

    private void write(Results results, List<Passage> passages) throws IOException {
        List<Figure> figures = Figures.of(results);
        System.out.println();
        System.out.print(TextReport.of(results, figures));
        System.out.println();
        if (json != null) {
            JsonReport.write(json, results, figures, passages);
        }
        if (report != null) {
            Files.writeString(report, HtmlReport.of(results, figures, passages));
        }
    }

    private Set<Part> parts() {
        if (only.isEmpty()) {
            return EnumSet.allOf(Part.class).stream()
                    .filter(part -> !part.isApart())
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : only) {
            parts.add(Arrays.stream(Part.values())
                    .filter(part -> part.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> misuse("there is no part " + name + "; parts: "
                            + String.join(
                                    ", ",
                                    Arrays.stream(Part.values())
                                            .map(Part::toString)
                                            .toList()))));
        }
        return parts;
    }

    private void limit(String option, @Nullable Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw misuse("%s must be 1 to %d, not %d".formatted(option, most, value));
        }
    }

    /** Said before twenty minutes are spent. */
    private void writable(String option, @Nullable Path file) {
        if (file != null) {
            Path parent = file.toAbsolutePath().getParent();
            if (Files.isDirectory(file) || parent == null || !Files.isWritable(parent)) {
                throw misuse(option + ": " + file + " cannot be written");
            }
        }
    }

    private ParameterException misuse(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private static int misused(ParameterException e, String... arguments) {
        System.err.println("saga: %s; see infra/saga bench --help".formatted(e.getMessage()));
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        boolean plain = e instanceof Failure || (e instanceof IOException && e.getMessage() != null);
        System.err.println("saga: " + (plain ? e.getMessage() : e.getCause() == null ? e : e + ": " + e.getCause()));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
