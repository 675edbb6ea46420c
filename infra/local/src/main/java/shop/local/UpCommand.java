package shop.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shop.local.environment.Environment;
import shop.local.environment.Home;
import shop.local.environment.PortTable;
import shop.local.environment.Settings;
import shop.local.server.Processes;

/** Starts everything. */
@Command(
        name = "up",
        description = {
            "Start everything and print the addresses; builds first what is not up to date.",
            "Stays in the foreground until Ctrl-C stops everything cleanly."
        })
final class UpCommand implements Callable<Integer> {

    @Mixin
    private final HomeOption home = new HomeOption();

    @Option(names = "--detach", description = "Return when everything is ready, and leave it running.")
    private boolean detach;

    @Option(
            names = "--replicas",
            split = ",",
            paramLabel = "SERVICE=N",
            description = "How many of a service to run, such as order-service=2,payment-service=2.")
    private Map<String, Integer> replicas = new LinkedHashMap<>();

    @Option(
            names = "--port",
            split = ",",
            paramLabel = "NAME=PORT",
            description =
                    "Another port for order-service, payment-service, inventory-service, shipping-service, connect,"
                            + " supervisor, postgres, kafka or kafka-controller. Kept in the home.")
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Move every default port by N, to run beside another environment. Kept in the home.")
    private @Nullable Integer portOffset;

    @Option(
            names = "--route",
            split = ",",
            paramLabel = "NAME=PORT",
            description =
                    "Have other processes reach postgres or kafka at the port of a proxy of your own. Kept in the home.")
    private Map<String, Integer> routes = new LinkedHashMap<>();

    @Option(
            names = "--service-environment",
            paramLabel = "NAME=VALUE",
            description = "Give every service another environment variable; may be repeated. Kept in the home.")
    private Map<String, String> serviceEnvironment = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        Home directory = home.home();
        directory.create();
        Environment environment = new Environment(directory, chosen(Settings.in(directory)));
        Supervision supervision = new Supervision(environment);
        supervision.process().ifPresent(UpCommand::refuse);
        boolean restartsOrphans = replicas.isEmpty() && !supervision.orphans().isEmpty();
        if (restartsOrphans) {
            environment = new Environment(directory, withReplicasOf(Settings.in(directory), environment.settings()));
            supervision = new Supervision(environment);
        }
        environment.settings().writeTo(directory);
        if (detach) {
            return detached(environment, supervision);
        }
        return new Run(environment).until(Run.Start.ALL_IN_FOREGROUND);
    }

    private int detached(Environment environment, Supervision supervision) throws IOException, InterruptedException {
        Path log = environment.home().log("supervisor");
        long offset = Files.exists(log) ? Files.size(log) : 0;
        ProcessHandle supervisor = supervision.spawn(List.of());
        boolean[] settled = {false};
        LogFile.follow(log, offset, Console.out(), () -> {
            settled[0] = isSettled(supervision);
            return settled[0] || !Processes.isAlive(supervisor);
        });
        if (!settled[0]) {
            Console.error("not up; what happened is told above and in " + log);
            return 1;
        }
        Announcement.print(environment);
        return 0;
    }

    private static boolean isSettled(Supervision supervision) {
        try {
            return supervision.process().isPresent()
                    && supervision.client().status().settled();
        } catch (IOException e) {
            // Its control API is not there yet.
            return false;
        }
    }

    private Settings chosen(Settings kept) {
        PortTable table = portOffset == null ? kept.ports() : PortTable.movedBy(portOffset);
        return new Settings(
                table.with(ports),
                replicas,
                routes.isEmpty() ? kept.routes() : routes,
                serviceEnvironment.isEmpty() ? kept.serviceEnvironment() : serviceEnvironment);
    }

    private static Settings withReplicasOf(Settings kept, Settings chosen) {
        return new Settings(chosen.ports(), kept.replicas(), chosen.routes(), chosen.serviceEnvironment());
    }

    private static void refuse(ProcessHandle supervisor) {
        throw new Failure("already running (supervisor pid %d); see infra/saga status, or stop it with infra/saga down"
                .formatted(supervisor.pid()));
    }
}
