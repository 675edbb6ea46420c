package shop.local.environment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code up} was given, kept in the home so that later commands find the same environment.
 *
 * @param ports where each process listens
 * @param replicas how many of a service run, where it is more than one
 */
public record Settings(PortTable ports, Map<String, Integer> replicas) {

    public Settings {
        replicas = Map.copyOf(replicas);
    }

    /** The default ports and one of each service. */
    public static Settings defaults() {
        return new Settings(PortTable.DEFAULTS, Map.of());
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
