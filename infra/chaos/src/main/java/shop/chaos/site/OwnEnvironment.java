package shop.chaos.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import shop.local.Saga;
import shop.local.environment.Environment;
import shop.local.environment.Home;
import shop.local.environment.PortTable;
import shop.local.environment.Settings;

/**
 * An environment of the campaign's own: started from nothing, and gone with all its data afterwards. PostgreSQL and Kafka
 * are behind wires and on disks of their own, and the services' clocks can be set, as far as the machine allows.
 */
public final class OwnEnvironment implements AutoCloseable {

    private static final int ROUTE_STRIDE = 50;
    private static final List<String> ON_VOLUMES = List.of("postgres", "kafka");

    private final Home home;
    private final Site site;
    private final List<Wire> wires;
    private final List<Volume> volumes;
    private boolean closed;

    private OwnEnvironment(Home home, Site site, List<Wire> wires, List<Volume> volumes) {
        this.home = home;
        this.site = site;
        this.wires = List.copyOf(wires);
        this.volumes = List.copyOf(volumes);
    }

    /**
     * Starts it in an empty home.
     *
     * @throws IOException if not everything got ready; what was started is stopped then
     */
    public static OwnEnvironment start(Path root, Path directory, int portOffset, Map<String, Integer> replicas)
            throws IOException {
        Home home = new Home(root, directory);
        home.create();
        PortTable ports = PortTable.movedBy(portOffset);
        Map<String, Integer> routes = Wire.isPossible() ? routes(ports) : Map.of();
        Site site = new Site(new Environment(home, new Settings(ports, replicas, routes)));
        List<Wire> wires = new ArrayList<>();
        for (Map.Entry<String, Integer> route : routes.entrySet()) {
            wires.add(new Wire(route.getKey(), route.getValue(), ports.of(route.getKey()), site));
        }
        site.wire(wires);
        List<Volume> volumes = volumes(home);
        site.mount(volumes);
        Optional<Path> clockLibrary = ServiceClocks.library();
        if (clockLibrary.isPresent()) {
            ServiceClocks clocks = new ServiceClocks(home);
            for (String process : site.processes()) {
                clocks.set(process, Duration.ZERO);
            }
            site.setClocks(clocks);
        }
        OwnEnvironment environment = new OwnEnvironment(home, site, wires, volumes);
        environment.stopWhenThisProcessEnds();
        Map<String, String> clockSettings =
                clockLibrary.map(ServiceClocks::environment).orElse(Map.of());
        if (Saga.run(up(home, portOffset, replicas, routes, clockSettings)) != 0) {
            environment.close();
            throw new IOException("the environment did not start");
        }
        return environment;
    }

    /**
     * Starts it in an empty home, one replica of each service, and nothing that could be cut, filled or set wrong.
     *
     * @param serviceEnvironment environment variables for every service
     * @throws IOException if not everything got ready; what was started is stopped then
     */
    public static OwnEnvironment startPlain(
            Path root, Path directory, int portOffset, Map<String, String> serviceEnvironment) throws IOException {
        Home home = new Home(root, directory);
        home.create();
        Site site = new Site(new Environment(home, new Settings(PortTable.movedBy(portOffset), Map.of(), Map.of())));
        OwnEnvironment environment = new OwnEnvironment(home, site, List.of(), List.of());
        environment.stopWhenThisProcessEnds();
        if (Saga.run(up(home, portOffset, Map.of(), Map.of(), serviceEnvironment)) != 0) {
            environment.close();
            throw new IOException("the environment did not start");
        }
        return environment;
    }

    /** What was started. */
    public Site site() {
        return site;
    }

    /** Stops everything and leaves nothing behind. Done once, however often it is asked for. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Saga.run("down", "--home", home.directory().toString());
            volumes.forEach(Volume::close);
            if (Saga.run("down", "--wipe", "--home", home.directory().toString()) == 0) {
                removeHome();
            }
            wires.forEach(Wire::close);
        }
    }

    private void removeHome() {
        try {
            home.remove();
        } catch (IOException e) {
            System.err.println("saga: %s could not be removed: %s".formatted(home.directory(), e));
        }
    }

    private static List<Volume> volumes(Home home) {
        List<Volume> volumes = new ArrayList<>();
        for (String server : ON_VOLUMES) {
            try {
                volumes.add(Volume.mount(server, home.directory().resolve(server + ".ext4"), home.data(server)));
            } catch (IOException e) {
                // Not here, then: the campaign tells which faults it cannot run for want of a volume.
                return volumes;
            }
        }
        return volumes;
    }

    private static String[] up(
            Home home,
            int portOffset,
            Map<String, Integer> replicas,
            Map<String, Integer> routes,
            Map<String, String> serviceEnvironment) {
        List<String> command = new ArrayList<>(List.of(
                "up", "--detach", "--home", home.directory().toString(), "--port-offset", String.valueOf(portOffset)));
        add(command, "--replicas", replicas);
        add(command, "--route", routes);
        serviceEnvironment.forEach(
                (name, value) -> command.addAll(List.of("--service-environment", name + "=" + value)));
        return command.toArray(String[]::new);
    }

    private static void add(List<String> command, String option, Map<String, Integer> values) {
        if (!values.isEmpty()) {
            command.add(option);
            command.add(values.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(",")));
        }
    }

    private static Map<String, Integer> routes(PortTable ports) {
        return Map.of(
                "postgres", ports.of("postgres") + ROUTE_STRIDE,
                "kafka", ports.of("kafka") + ROUTE_STRIDE);
    }

    private void stopWhenThisProcessEnds() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }
}
