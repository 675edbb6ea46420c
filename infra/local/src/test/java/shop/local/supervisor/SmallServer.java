package shop.local.supervisor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Listeners;
import shop.local.server.Launch;
import shop.local.server.Ports;
import shop.local.server.Probe;
import shop.local.server.Server;

/** A real process that starts quickly: {@link SmallService}. */
record SmallServer(String name, int port, Path directory, Set<String> needs) implements Server {

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    @Override
    public @Nullable URI url() {
        return null;
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallService.class.getName()),
                Map.of("QUARKUS_HTTP_PORT", String.valueOf(port)),
                directory,
                directory.resolve("log"));
    }

    @Override
    public Probe probe() {
        if (!Ports.accepts(port)) {
            return new Probe.NotReady("does not listen yet");
        }
        return Listeners.on(port)
                        .filter(process -> Listeners.worksIn(process.pid(), directory))
                        .isPresent()
                ? new Probe.Ready()
                : new Probe.Foreign("a stranger listens on port " + port);
    }

    @Override
    public Duration startTimeout() {
        return Duration.ofSeconds(60);
    }

    @Override
    public String stopSignal() {
        return "TERM";
    }

    @Override
    public Duration stopTimeout() {
        return Duration.ofSeconds(10);
    }
}
