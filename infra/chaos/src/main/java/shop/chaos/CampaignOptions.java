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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import shop.chaos.nemesis.FaultKinds.Pauses;
import shop.chaos.sabotage.Sabotage;
import shop.chaos.site.OwnEnvironment;
import shop.chaos.site.Site;
import shop.local.environment.Environment;
import shop.local.environment.Home;
import shop.local.environment.Settings;

/** What people say about a campaign, and about where it takes place. */
final class CampaignOptions {

    private static final int MOST_VISITS = 1_000_000;
    private static final int USUAL_VISITS = 1_000;
    private static final int VISITS_OF_A_SABOTAGE = 200;
    private static final int SHORTEST_PAUSE = 3;
    private static final int SHORTEST_LONGEST_PAUSE = 4;
    private static final int LONGEST_PAUSE = 30;

    @Option(names = "--seed", description = "Decides load and faults (default: a random one, printed first).")
    private @Nullable Long seed;

    @Option(
            names = "--orders",
            description = {
                "How many customers come, each with one order (default: 1000, of a sabotage 200).",
                "More come as long as there are faults, up to three times as many."
            })
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
    private double faultEverySeconds;

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
            names = "--shortest-pause",
            defaultValue = "3",
            paramLabel = "SECONDS",
            description = "And at least (default: ${DEFAULT-VALUE}).")
    private int shortestPauseSeconds;

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
            names = "--summary",
            paramLabel = "FILE",
            description = "Append one line of JSON to it, for the command sum (default: summary.ndjson in the report).")
    private @Nullable Path summary;

    @Option(
            names = "--sabotage",
            split = ",",
            paramLabel = "NAME",
            description = {
                "Corrupt something from outside in the middle of a load without faults, to test the tester: each in an",
                "environment of its own, and the same seed without it first. all does everything, list shows what there",
                "is. Ends with 0 if the right checkers have caught all, and found nothing without."
            })
    private List<String> sabotages = new ArrayList<>();

    @Option(
            names = "--together",
            defaultValue = "1",
            paramLabel = "N",
            description = "How many sabotages share an environment and a load (default: ${DEFAULT-VALUE}).")
    private int together;

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

    /** Whether it is asked which sabotages there are. */
    boolean listsSabotages() {
        return sabotages.equals(List.of("list"));
    }

    /** The sabotages that are asked for. */
    List<Sabotage> sabotages() {
        return sabotages.isEmpty() ? List.of() : Sabotage.named(sabotages);
    }

    /** The same, in groups that share a campaign. */
    List<List<Sabotage>> sabotageGroups() {
        if (together < 1) {
            throw new IllegalArgumentException("--together must be above zero");
        }
        List<Sabotage> all = sabotages();
        return IntStream.iterate(0, from -> from < all.size(), from -> from + together)
                .mapToObj(from -> all.subList(from, Math.min(from + together, all.size())))
                .toList();
    }

    /** Where the campaign takes place, if it is to run in an environment that there is; else null. */
    @Nullable
    Site attached() throws IOException {
        if (!attach) {
            return null;
        }
        Home where = new Home(root(), home == null ? root().resolve(".saga") : home);
        Site site = new Site(new Environment(where, Settings.in(where)));
        site.control().status();
        return site;
    }

    /** Starts an environment for one campaign. */
    OwnEnvironment start() throws IOException {
        Path directory = home == null ? Files.createTempDirectory("saga-chaos") : home;
        return OwnEnvironment.start(root(), directory, portOffset, replicas);
    }

    /** Starts an environment for a sweep, with further environment variables for every service. */
    OwnEnvironment startPlain(Map<String, String> serviceEnvironment) throws IOException {
        Path directory = home == null ? Files.createTempDirectory("saga-chaos") : home;
        return OwnEnvironment.startPlain(root(), directory, portOffset, serviceEnvironment);
    }

    /**
     * Refuses what makes no sense for a sweep.
     *
     * @throws IllegalArgumentException if any of it was asked for
     */
    void refuseForASweep() {
        if (attach || !sabotages.isEmpty() || !replicas.isEmpty()) {
            throw new IllegalArgumentException(
                    "a sweep has an environment of its own, one replica of each service, and no sabotage");
        }
    }

    /** How long everything may take to come to rest. */
    Duration restsWithin() {
        return Duration.ofSeconds(restsWithinSeconds);
    }

    /** Where history and report go. */
    Path report() {
        return report == null ? newReport() : report;
    }

    /**
     * The campaign that is asked for.
     *
     * @throws IllegalArgumentException if that makes no sense
     */
    CampaignSettings settings() {
        if (rate <= 0 || faultEverySeconds < 0.1) {
            throw new IllegalArgumentException("--rate and --fault-every must be above zero");
        }
        if (orders != null && durationSeconds != null) {
            throw new IllegalArgumentException("either --orders or --duration");
        }
        int usual = sabotages.isEmpty() ? USUAL_VISITS : VISITS_OF_A_SABOTAGE;
        int visits = durationSeconds != null ? (int) (durationSeconds * rate) : orders == null ? usual : orders;
        if (visits < 1 || visits > MOST_VISITS) {
            throw new IllegalArgumentException("--orders must be 1 to " + MOST_VISITS);
        }
        if (longestPauseSeconds < SHORTEST_LONGEST_PAUSE || longestPauseSeconds > LONGEST_PAUSE) {
            throw new IllegalArgumentException("--longest-pause must be 4 to 30 seconds");
        }
        if (shortestPauseSeconds < SHORTEST_PAUSE || shortestPauseSeconds > longestPauseSeconds) {
            throw new IllegalArgumentException("--shortest-pause must be 3 seconds to --longest-pause");
        }
        long chosen = seed == null ? new SplittableRandom().nextInt(1_000_000) : seed;
        int fitting = Math.max(1, (int) (visits / rate / faultEverySeconds));
        boolean breaks = sabotages.isEmpty() && !faults.equals(List.of("none"));
        int count = !breaks ? 0 : faultCount == null ? fitting : faultCount;
        Path directory = report();
        return new CampaignSettings(
                chosen,
                visits,
                rate,
                count,
                Duration.ofMillis((long) (faultEverySeconds * 1000)),
                breaks ? List.copyOf(faults) : List.of("none"),
                List.copyOf(targets),
                new Pauses(Duration.ofSeconds(shortestPauseSeconds), Duration.ofSeconds(longestPauseSeconds)),
                Duration.ofSeconds(restsWithinSeconds),
                List.of(),
                directory,
                summary == null ? directory.resolve("summary.ndjson") : summary,
                command(chosen, visits, count, breaks));
    }

    private String command(long chosen, int visits, int count, boolean breaks) {
        StringBuilder command = new StringBuilder("infra/saga chaos --seed %d --orders %d --rate %s --rests-within %d"
                .formatted(chosen, visits, plain(rate), restsWithinSeconds));
        if (breaks) {
            command.append(" --faults %s --fault-count %d --fault-every %s --longest-pause %d"
                    .formatted(String.join(",", faults), count, plain(faultEverySeconds), longestPauseSeconds));
            command.append(shortestPauseSeconds == SHORTEST_PAUSE ? "" : " --shortest-pause " + shortestPauseSeconds);
        } else if (sabotages.isEmpty()) {
            command.append(" --faults none");
        }
        if (!targets.isEmpty()) {
            command.append(" --targets ").append(String.join(",", targets));
        }
        if (!sabotages.isEmpty()) {
            command.append(" --sabotage ").append(String.join(",", sabotages));
            command.append(together == 1 ? "" : " --together " + together);
        }
        replicas.forEach((service, n) -> command.append(" --replicas %s=%d".formatted(service, n)));
        return command.toString();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static Path newReport() {
        String now = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return root().resolve("target/chaos").resolve(now);
    }

    static Path root() {
        return Path.of(System.getProperty("saga.root", "."));
    }
}
