package shop.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import shop.local.control.ControlRoom;
import shop.local.environment.Environment;
import shop.local.server.Server;
import shop.local.supervisor.Supervisor;

/** A supervisor's whole life in this process: from taken ports to the last process stopped. */
final class Run {

    /** What is to run. */
    enum Start {
        /** Everything; it is a failure when something does not get ready. */
        ALL,
        /** The same, with the addresses printed when it is ready. */
        ALL_IN_FOREGROUND,
        /** What runs, and what ought to. */
        ADOPT
    }

    private static final Duration READY_WITHIN = Duration.ofSeconds(170);
    private static final long STOPPED_WITHIN_SECONDS = 120;
    private static final int LAST_LINES = 15;

    private final Environment environment;
    private final CountDownLatch finished = new CountDownLatch(1);

    Run(Environment environment) {
        this.environment = environment;
    }

    /** Returns the exit code when everything has been stopped, by a signal or by {@code down}. */
    int until(Start start) throws IOException, InterruptedException {
        try (Supervisor supervisor = new Supervisor(
                environment.home(), environment.servers(), new RealDuties(environment), Console::progress)) {
            stopOnSignal(supervisor);
            List<String> adopted = supervisor.adopted();
            if (!adopted.isEmpty()) {
                Console.progress("adopted what runs already: " + String.join(", ", adopted));
            }
            if (portsAreTaken(supervisor, start)) {
                return 1;
            }
            try (ControlRoom control = new ControlRoom(environment, supervisor)) {
                Console.progress("starting %s; logs in %s"
                        .formatted(names(), environment.home().directory().resolve("logs")));
                return keep(supervisor, start);
            }
        } finally {
            finished.countDown();
        }
    }

    private int keep(Supervisor supervisor, Start start) throws IOException, InterruptedException {
        boolean all = start != Start.ADOPT;
        supervisor.begin(all);
        Optional<String> failure = all ? supervisor.awaitReady(READY_WITHIN) : Optional.empty();
        if (failure.isPresent()) {
            Console.progress("failed: " + failure.get());
            showLog(failure.get());
            Console.progress("stopping what was started");
            supervisor.shutDown();
            return 1;
        }
        if (all) {
            Console.progress("ready");
        }
        if (start == Start.ALL_IN_FOREGROUND) {
            Announcement.print(environment);
        }
        supervisor.awaitStopAsked();
        Console.progress("stopping");
        supervisor.shutDown();
        Console.progress("stopped; the data stays in " + environment.home().directory());
        return 0;
    }

    private boolean portsAreTaken(Supervisor supervisor, Start start) {
        Map<String, Integer> own = Map.of("supervisor", environment.port("supervisor"));
        List<String> taken = supervisor.takenPorts(own);
        if (taken.isEmpty() || start == Start.ADOPT) {
            return false;
        }
        taken.forEach(Console::progress);
        Console.progress("failed: nothing was started. Free these ports, or choose others with --port NAME=PORT"
                + " or --port-offset N");
        return true;
    }

    private void stopOnSignal(Supervisor supervisor) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            supervisor.askToStop();
            try {
                if (!finished.await(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                    Console.progress("not everything stopped in time; see infra/saga status");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** The last lines of the log of the process that the failure begins with. */
    private void showLog(String failure) throws IOException {
        String name = failure.split("[: (]", 2)[0];
        if (environment.servers().stream().map(Server::name).anyMatch(name::equals)) {
            Console.out().println("--- the last lines of " + environment.home().log(name));
            LogFile.lastLines(environment.home().log(name), LAST_LINES).forEach(Console.out()::println);
            Console.out().println("---");
        }
    }

    private String names() {
        return String.join(
                ", ", environment.servers().stream().map(Server::name).toList());
    }
}
