package shop.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shop.local.environment.Environment;
import shop.local.server.Server;

/** Shows what a process wrote. */
@Command(name = "logs", description = "Show the log of a process, or of the supervisor.")
final class LogsCommand implements Callable<Integer> {

    @Mixin
    private final HomeOption home = new HomeOption();

    @Parameters(paramLabel = "NAME", description = "A process as in status, or supervisor.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "200",
            description = "How many of the last lines (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Override
    public Integer call() throws Exception {
        Environment environment = home.environment();
        String known = Stream.concat(environment.servers().stream().map(Server::name), Stream.of("supervisor"))
                .collect(Collectors.joining(", "));
        if (!Stream.of(known.split(", ")).anyMatch(name::equals)) {
            throw new IllegalArgumentException("no process has the name " + name + "; names: " + known);
        }
        Path log = environment.home().log(name);
        if (!Files.exists(log) && !follow) {
            throw new Failure(name + " has written nothing yet; start it with: infra/saga up --detach");
        }
        long end = Files.exists(log) ? Files.size(log) : 0;
        LogFile.lastLines(log, lines).forEach(Console.out()::println);
        if (follow) {
            LogFile.follow(log, end, Console.out(), () -> Console.out().checkError());
        }
        return 0;
    }
}
