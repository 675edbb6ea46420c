package shop.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.local.control.ControlClient;
import shop.local.environment.Environment;
import shop.local.server.Launch;
import shop.local.server.Processes;
import shop.local.server.QuickStart;
import shop.local.supervisor.Supervisor;
import shop.local.supervisor.SupervisorFile;

/** How commands find the supervisor of their environment, or become the parent of a new one. */
final class Supervision {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(15);

    private final Environment environment;

    Supervision(Environment environment) {
        this.environment = environment;
    }

    /** The supervisor's process, if there is one. */
    Optional<ProcessHandle> process() {
        return SupervisorFile.find(environment.home());
    }

    /** Talks to the supervisor, of which nothing is assumed. */
    ControlClient client() throws IOException {
        return new ControlClient(environment.port("supervisor"), environment.controlToken());
    }

    /**
     * Talks to a supervisor that answers. Where it was killed and its processes run on, a new one adopts them first.
     *
     * @throws Failure if nothing runs
     */
    ControlClient clientOrAdopt() throws IOException, InterruptedException {
        Optional<ProcessHandle> supervisor = process();
        if (supervisor.isEmpty()) {
            List<String> orphans = orphans();
            if (orphans.isEmpty()) {
                throw new Failure("nothing runs here; start it with: infra/saga up --detach");
            }
            Console.error("the supervisor is gone; a new one adopts " + String.join(", ", orphans));
            supervisor = Optional.of(spawn(List.of("--adopt")));
        }
        ControlClient client = client();
        Instant deadline = Instant.now().plus(ANSWERS_WITHIN);
        while (true) {
            try {
                client.status();
                return client;
            } catch (IOException e) {
                if (!Processes.isAlive(supervisor.get()) || Instant.now().isAfter(deadline)) {
                    throw new Failure("the supervisor does not answer (%s); see infra/saga logs supervisor"
                            .formatted(e.getMessage()));
                }
            }
            Pause.millis(100);
        }
    }

    /** The processes that run although no supervisor does. */
    List<String> orphans() {
        return Supervisor.running(environment.home(), environment.servers(), Console::error);
    }

    /** Starts a supervisor that outlives this command; its output goes to its log. */
    ProcessHandle spawn(List<String> arguments) throws IOException {
        environment.home().create();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                QuickStart.C1_ONLY,
                "-Xshare:auto",
                "-Dsaga.root=" + environment.home().root(),
                "-cp",
                System.getProperty("java.class.path"),
                Saga.class.getName(),
                "supervise",
                "--home",
                environment.home().directory().toString()));
        command.addAll(arguments);
        return Processes.start(new Launch(
                command,
                Map.of(),
                environment.home().directory(),
                environment.home().log("supervisor")));
    }
}
