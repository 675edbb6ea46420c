package shop.chaos;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shop.chaos.checker.Verdict;
import shop.chaos.sabotage.Sabotage;

/** The command {@code infra/saga chaos}. */
@Command(
        name = "infra/saga chaos",
        description = {
            "Break everything under load, and judge from the evidence whether anything was lost.",
            "Starts an environment of its own, and stops it with all its data at the end."
        },
        subcommands = Sum.class,
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

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Mixin
    private final CampaignOptions options = new CampaignOptions();

    @Mixin
    private final SweepOptions sweep = new SweepOptions();

    private Chaos() {}

    /** Runs a campaign and ends with its exit code. */
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
        if (options.listsSabotages()) {
            Sabotage.ALL.forEach(
                    each -> Console.print("%-20s %s (%s)".formatted(each.name(), each.what(), each.caughtBy())));
            return CommandLine.ExitCode.OK;
        }
        if (sweep.isList()) {
            sweep.points().forEach(point -> Console.print(SweepTable.line(point)));
            return CommandLine.ExitCode.OK;
        }
        if (sweep.isAsked()) {
            return exitCode(sweep.run(options));
        }
        CampaignSettings settings = options.settings();
        SabotageTable table = new SabotageTable(options.sabotageGroups());
        Console.progress("seed %d; again with: %s".formatted(settings.seed(), settings.command()));
        Console.progress("history and report go to " + settings.report());
        if (table.isEmpty()) {
            return exitCode(new Trial(options).run(settings).judgement().verdict());
        }
        return table.fill(new Trial(options), settings) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** What a verdict ends the command with. */
    static int exitCode(Verdict verdict) {
        return switch (verdict) {
            case VALID -> CommandLine.ExitCode.OK;
            case INVALID -> CommandLine.ExitCode.SOFTWARE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
