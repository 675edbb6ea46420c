package shop.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import shop.chaos.checker.Verdict;
import shop.chaos.report.Report;
import shop.chaos.sabotage.Sabotage;
import shop.chaos.sabotage.Sabotage.Committed;
import shop.chaos.site.OwnEnvironment;
import shop.chaos.site.Site;
import shop.local.environment.Environment;
import shop.local.environment.Home;
import shop.local.environment.Settings;

/** The command {@code infra/saga chaos}. */
@Command(
        name = "infra/saga chaos",
        description = {
            "Break everything under load, and judge from the evidence whether anything was lost.",
            "Starts an environment of its own, and stops it with all its data at the end."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:valid: every invariant held",
            "1:invalid: one did not, or the campaign could not be run",
            "2:misused",
            "3:unknown: nothing is proven"
        },
        mixinStandardHelpOptions = false)
public final class Chaos implements Callable<Integer> {

    private static final int UNKNOWN = 3;
    private static final int MOST_VISITS = 1_000_000;
    private static final Duration SHORTEST_LONGEST_PAUSE = Duration.ofSeconds(4);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--seed", description = "Decides load and faults (default: a random one, printed first).")
    private @Nullable Long seed;

    @Option(names = "--orders", description = "How many customers come, each with one order (default: 1000).")
    private @Nullable Integer orders;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "How long they come, instead of --orders.")
    private @Nullable Integer durationSeconds;

    @Option(names = "--rate", defaultValue = "20", description = "How many a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--faults",
            split = ",",
            defaultValue = "all",
            paramLabel = "NAME",
            description = "Which faults: their names, all, or none (default: ${DEFAULT-VALUE}).")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--fault-count",
            description = "How many faults (default: as many as fit into the load, one every --fault-every).")
    private @Nullable Integer faultCount;

    @Option(
            names = "--fault-every",
            defaultValue = "6",
            paramLabel = "SECONDS",
            description = "The mean time from one fault to the next (default: ${DEFAULT-VALUE}).")
    private int faultEverySeconds;

    @Option(
            names = "--targets",
            split = ",",
            paramLabel = "NAME",
            description = "What they hit: processes, services or topics (default: all).")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = "--longest-pause",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "How long a process is paused at most (default: ${DEFAULT-VALUE}).")
    private int longestPauseSeconds;

    @Option(
            names = "--rests-within",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = {
                "After that long without faults whatever has not ended is stuck, and so long it may take after",
                "each fault until sagas end at their usual pace again (default: ${DEFAULT-VALUE})."
            })
    private int restsWithinSeconds;

    @Option(
            names = "--replicas",
            split = ",",
            paramLabel = "SERVICE=N",
            description = "How many of a service to run, such as order-service=2.")
    private Map<String, Integer> replicas = new LinkedHashMap<>();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where history and report go (default: a new directory below target/chaos).")
    private @Nullable Path report;

    @Option(
            names = "--sabotage",
            paramLabel = "NAME",
            description = {
                "Corrupt something from outside in the middle of the load, without faults, to test the tester;",
                "all does everything, list shows what there is. Ends with 0 if the right checkers have caught all."
            })
    private @Nullable String sabotage;

    @Option(names = "--attach", description = "Use the environment that runs in --home, and leave it running.")
    private boolean attach;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where the environment lives (default: a temporary one).")
    private @Nullable Path home;

    @Option(
            names = "--port-offset",
            defaultValue = "5000",
            paramLabel = "N",
            description = "Moves the ports of its own environment (default: ${DEFAULT-VALUE}).")
    private int portOffset;

    /** Runs a campaign and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a campaign and returns its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Chaos())
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((e, _) -> {
                    Console.error("%s; see infra/saga chaos --help".formatted(e.getMessage()));
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, _, _) -> {
                    Console.error(e.getMessage() == null ? e.toString() : e.getMessage());
                    return e instanceof IllegalArgumentException
                            ? CommandLine.ExitCode.USAGE
                            : CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        if ("list".equals(sabotage)) {
            Sabotage.ALL.forEach(
                    each -> Console.print("%-20s %s (%s)".formatted(each.name(), each.what(), each.caughtBy())));
            return CommandLine.ExitCode.OK;
        }
        CampaignSettings settings = settings();
        Console.progress("seed %d; again with: %s".formatted(settings.seed(), settings.command()));
        Console.progress("history and report go to " + settings.report());
        if (attach) {
            return judge(settings, attached());
        }
        Path directory = home == null ? Files.createTempDirectory("saga-chaos") : home;
        try (OwnEnvironment environment = OwnEnvironment.start(root(), directory, portOffset, replicas)) {
            return judge(settings, environment.site());
        }
    }

    private static int judge(CampaignSettings settings, Site site) throws Exception {
        Campaign.Result result = new Campaign(settings, site).run();
        Path page = settings.report().resolve("report.html");
        Report.write(page, settings.command(), result.evidence(), result.judgement());
        Summary.print(settings, result);
        Console.progress("the report: " + page);
        Verdict verdict = result.judgement().verdict();
        if (!settings.sabotages().isEmpty()) {
            return caught(result);
        }
        return switch (verdict) {
            case VALID -> CommandLine.ExitCode.OK;
            case INVALID -> CommandLine.ExitCode.SOFTWARE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    private static int caught(Campaign.Result result) {
        long caught = 0;
        for (Committed committed : result.committed()) {
            boolean isCaught = committed.isCaught(result.judgement());
            caught += isCaught ? 1 : 0;
            Console.print("  %-10s %-20s by %-32s %s"
                    .formatted(
                            isCaught ? "caught" : "NOT CAUGHT",
                            committed.sabotage().name(),
                            committed.sabotage().caughtBy(),
                            committed.victim()));
        }
        Console.print(
                "%d of %d sabotages caught".formatted(caught, result.committed().size()));
        boolean all = caught == result.committed().size() && caught > 0;
        return all ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Site attached() throws IOException {
        Home where = new Home(root(), home == null ? root().resolve(".saga") : home);
        Site site = new Site(new Environment(where, Settings.in(where)));
        site.control().status();
        return site;
    }

    private CampaignSettings settings() {
        if (rate <= 0 || faultEverySeconds < 1) {
            throw new IllegalArgumentException("--rate and --fault-every must be above zero");
        }
        if (orders != null && durationSeconds != null) {
            throw new IllegalArgumentException("either --orders or --duration");
        }
        int visits = durationSeconds != null ? (int) (durationSeconds * rate) : orders == null ? 1000 : orders;
        if (visits < 1 || visits > MOST_VISITS) {
            throw new IllegalArgumentException("--orders must be 1 to " + MOST_VISITS);
        }
        Duration longestPause = Duration.ofSeconds(longestPauseSeconds);
        if (longestPause.compareTo(SHORTEST_LONGEST_PAUSE) < 0 || longestPause.compareTo(LONGEST_PAUSE) > 0) {
            throw new IllegalArgumentException("--longest-pause must be 4 to 30 seconds");
        }
        long chosen = seed == null ? new SplittableRandom().nextInt(1_000_000) : seed;
        int count = faultCount == null ? Math.max(1, (int) (visits / rate) / faultEverySeconds) : faultCount;
        return new CampaignSettings(
                chosen,
                visits,
                rate,
                count,
                Duration.ofSeconds(faultEverySeconds),
                sabotage == null ? List.copyOf(faults) : List.of("none"),
                List.copyOf(targets),
                longestPause,
                Duration.ofSeconds(restsWithinSeconds),
                sabotage == null ? List.of() : Sabotage.named(sabotage),
                report == null ? newReport() : report,
                command(chosen, visits, count));
    }

    private String command(long chosen, int visits, int count) {
        StringBuilder command = new StringBuilder("infra/saga chaos --seed %d --orders %d --rate %s --faults %s"
                .formatted(chosen, visits, rate, String.join(",", faults)));
        command.append(" --fault-count %d --fault-every %d --longest-pause %d"
                .formatted(count, faultEverySeconds, longestPauseSeconds));
        if (!targets.isEmpty()) {
            command.append(" --targets ").append(String.join(",", targets));
        }
        if (sabotage != null) {
            command.append(" --sabotage ").append(sabotage);
        }
        replicas.forEach((service, n) -> command.append(" --replicas %s=%d".formatted(service, n)));
        return command.toString();
    }

    private static Path newReport() {
        String now = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return root().resolve("target/chaos").resolve(now);
    }

    private static Path root() {
        return Path.of(System.getProperty("saga.root", "."));
    }
}
