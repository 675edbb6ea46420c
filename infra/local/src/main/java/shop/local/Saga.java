package shop.local;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The command line {@code infra/saga}. Ends with 0 when all went well, 1 when it did not, 2 when it was misused. */
@Command(
        name = "infra/saga",
        description = "Runs the order saga on this machine: PostgreSQL, Kafka, Kafka Connect and four services.",
        subcommands = {
            UpCommand.class,
            SuperviseCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ProcessCommands.Kill.class,
            ProcessCommands.Stop.class,
            ProcessCommands.Start.class,
            ProcessCommands.Pause.class,
            ProcessCommands.Resume.class,
            OrderCommand.class,
            WatchCommand.class,
            BooksCommand.class,
            RepairRelayCommand.class,
            ChaosCommand.class,
            BenchCommand.class,
            TestCommand.class,
            ScreenshotsCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "First steps:",
            "  infra/saga up --detach          start everything",
            "  infra/saga order                place an order",
            "  infra/saga watch ORDER_ID       see its saga move; without an id, all of them",
            "  infra/saga kill payment-service see orders wait",
            "  infra/saga down                 stop everything; the data stays"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:misused"},
        mixinStandardHelpOptions = false)
public final class Saga implements Runnable {

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command in this JVM and returns its exit code. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Saga())
                .setColorScheme(CommandLine.Help.defaultColorScheme(Console.hasColour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(Saga::misused)
                .setExecutionExceptionHandler(Saga::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int misused(ParameterException e, String... arguments) {
        CommandLine command = e.getCommandLine();
        Console.error("%s; see %s --help"
                .formatted(e.getMessage(), command.getCommandSpec().qualifiedName()));
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        Console.error(
                switch (e) {
                    case Failure failure -> String.valueOf(failure.getMessage());
                    case IOException io -> io.getMessage() == null ? io.toString() : io.getMessage();
                    case InterruptedException interrupted -> "interrupted";
                    default -> e.toString();
                });
        return e instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
