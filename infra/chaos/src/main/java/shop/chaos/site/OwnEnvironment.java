package shop.chaos.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import shop.local.Saga;
import shop.local.environment.Environment;
import shop.local.environment.Home;
import shop.local.environment.Settings;

/** An environment of the campaign's own: started from nothing, and gone with all its data afterwards. */
public final class OwnEnvironment implements AutoCloseable {

    private final Home home;
    private boolean closed;

    private OwnEnvironment(Home home) {
        this.home = home;
    }

    /**
     * Starts it in an empty home.
     *
     * @throws IOException if not everything got ready; what was started is stopped then
     */
    public static OwnEnvironment start(Path root, Path directory, int portOffset, Map<String, Integer> replicas)
            throws IOException {
        OwnEnvironment environment = new OwnEnvironment(new Home(root, directory));
        List<String> command = new ArrayList<>(
                List.of("up", "--detach", "--home", directory.toString(), "--port-offset", String.valueOf(portOffset)));
        if (!replicas.isEmpty()) {
            command.add("--replicas");
            command.add(replicas.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(",")));
        }
        environment.stopWhenThisProcessEnds();
        if (Saga.run(command.toArray(String[]::new)) != 0) {
            environment.close();
            throw new IOException("the environment did not start");
        }
        return environment;
    }

    /** What was started. */
    public Site site() throws IOException {
        return new Site(new Environment(home, Settings.in(home)));
    }

    /** Stops everything and forgets the data. Done once, however often it is asked for. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Saga.run("down", "--wipe", "--home", home.directory().toString());
        }
    }

    private void stopWhenThisProcessEnds() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }
}
