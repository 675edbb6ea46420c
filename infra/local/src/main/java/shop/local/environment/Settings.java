package shop.local.environment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} was given, kept in the home so that later commands find the same environment.
 *
 * @param ports where each process listens
 * @param replicas how many of a service run, where it is more than one
 * @param routes the port by which other processes reach {@code postgres} or {@code kafka}, where it is not its own but
 *     that of a proxy in front of it
 * @param serviceEnvironment environment variables that the services are given besides their own
 */
public record Settings(
        PortTable ports,
        Map<String, Integer> replicas,
        @Nullable Map<String, Integer> routes,
        @Nullable Map<String, String> serviceEnvironment) {

    private static final Set<String> ROUTED = Set.of("postgres", "kafka");

    /**
     * @throws IllegalArgumentException for a route to anything else
     */
    public Settings {
        replicas = Map.copyOf(replicas);
        routes = routes == null ? Map.of() : Map.copyOf(routes);
        serviceEnvironment = serviceEnvironment == null ? Map.of() : Map.copyOf(serviceEnvironment);
        if (!ROUTED.containsAll(routes.keySet())) {
            throw new IllegalArgumentException("there are routes to " + ROUTED + " only, not to " + routes.keySet());
        }
    }

    /**
     * @param routes the port by which other processes reach {@code postgres} or {@code kafka}, where it is not its own
     */
    public Settings(PortTable ports, Map<String, Integer> replicas, @Nullable Map<String, Integer> routes) {
        this(ports, replicas, routes, Map.of());
    }

    /** The ports by which processes reach each other. */
    PortTable seenByOthers() {
        return ports.with(Objects.requireNonNull(routes));
    }

    /** Environment variables that the services are given besides their own. */
    Map<String, String> furtherEnvironment() {
        return Objects.requireNonNull(serviceEnvironment);
    }

    /** The default ports and one of each service. */
    public static Settings defaults() {
        return new Settings(PortTable.DEFAULTS, Map.of(), Map.of());
    }

    /**
     * Those kept in {@code home}, or the defaults where none are.
     *
     * @throws IOException if they are unreadable; the message says which file to delete
     */
    public static Settings in(Home home) throws IOException {
        Path file = home.settings();
        if (!Files.exists(file)) {
            return defaults();
        }
        try {
            return Json.MAPPER.readValue(Files.readString(file), Settings.class);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s is not readable as settings (%s); delete it to have the default ports again"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
    }

    /** Keeps them. */
    public void writeTo(Home home) throws IOException {
        Json.write(home.settings(), this);
    }
}
