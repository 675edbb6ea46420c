package shop.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shop.local.environment.Environment;
import shop.local.environment.Home;
import shop.local.server.Processes;
import shop.local.supervisor.Duties;
import shop.local.supervisor.Supervisor;

/** Stops everything. */
@Command(name = "down", description = "Stop everything cleanly, in the reverse order of its start. The data stays.")
final class DownCommand implements Callable<Integer> {

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(120);
    private static final Duration ASKED_WITHIN = Duration.ofSeconds(10);

    @Mixin
    private final HomeOption home = new HomeOption();

    @Option(names = "--wipe", description = "Forget the data too: databases, topics, logs, passwords.")
    private boolean wipe;

    @Override
    public Integer call() throws Exception {
        Home directory = home.home();
        if (!Files.exists(directory.settings())) {
            Console.out().println("nothing runs in " + directory.directory() + ": no up was ever given there");
            return 0;
        }
        Environment environment = home.environment();
        Supervision supervision = new Supervision(environment);
        Optional<ProcessHandle> supervisor = supervision.process();
        boolean ran = supervisor.isPresent();
        if (ran) {
            stopThrough(supervision, supervisor.get(), environment.home().log("supervisor"));
        }
        ran |= stopOrphans(environment);
        if (wipe) {
            directory.wipe();
        }
        Console.out().println((ran ? "stopped" : "nothing ran") + (wipe ? "; the data is gone" : ""));
        return 0;
    }

    /** Asks the supervisor, shows what it does, and kills it if it hangs: its processes are stopped afterwards. */
    private static void stopThrough(Supervision supervision, ProcessHandle supervisor, Path log)
            throws IOException, InterruptedException {
        long offset = Files.exists(log) ? Files.size(log) : 0;
        ask(supervision, supervisor);
        Instant deadline = Instant.now().plus(STOPPED_WITHIN);
        LogFile.follow(
                log,
                offset,
                Console.out(),
                () -> !Processes.isAlive(supervisor) || Instant.now().isAfter(deadline));
        if (Processes.isAlive(supervisor)) {
            Console.error("the supervisor hangs and is killed");
            supervisor.destroyForcibly();
        }
    }

    private static void ask(Supervision supervision, ProcessHandle supervisor)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(ASKED_WITHIN);
        while (Processes.isAlive(supervisor)) {
            try {
                supervision.client().stop();
                return;
            } catch (IOException e) {
                if (Instant.now().isAfter(deadline)) {
                    // It does not listen; a signal asks the same.
                    Processes.signal(supervisor, Processes.Signal.TERM);
                    return;
                }
            }
            Pause.millis(100);
        }
    }

    private static boolean stopOrphans(Environment environment) throws IOException {
        try (Supervisor successor =
                new Supervisor(environment.home(), environment.servers(), Duties.NONE, Console::progress)) {
            List<String> orphans = successor.adopted();
            if (orphans.isEmpty()) {
                return false;
            }
            Console.progress("stopping what a killed supervisor left: " + String.join(", ", orphans));
            successor.shutDown();
            return true;
        }
    }
}
