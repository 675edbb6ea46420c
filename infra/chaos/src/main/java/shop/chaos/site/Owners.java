package shop.chaos.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import shop.local.environment.Json;

/** Tells which process of the environment has opened a connection, by its end of it; needs {@code /proc}. */
final class Owners {

    private static final Path PROC = Path.of("/proc");
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private final Site site;

    Owners(Site site) {
        this.site = site;
    }

    /** Whether this machine tells it at all. */
    static boolean canBeTold() {
        return Files.isReadable(PROC.resolve("net/tcp"));
    }

    /** The process that has the connection from {@code port} to {@code serverPort}, both on loopback. */
    Optional<String> of(int port, int serverPort) throws IOException {
        Optional<String> socket = socket(port, serverPort);
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        for (String process : site.processes()) {
            OptionalLong pid = pidOf(process);
            if (pid.isPresent() && holds(pid.getAsLong(), socket.get())) {
                return Optional.of(process);
            }
        }
        return Optional.empty();
    }

    /** From the supervisor's notes, and not by asking it: its answer may depend on this very connection. */
    private OptionalLong pidOf(String process) throws IOException {
        Path note = site.environment().home().run().resolve(process + ".json");
        JsonNode pid = Files.exists(note)
                ? Json.MAPPER.readTree(Files.readString(note)).path("pid")
                : Json.MAPPER.missingNode();
        return pid.isNumber() ? OptionalLong.of(pid.asLong()) : OptionalLong.empty();
    }

    private static Optional<String> socket(int port, int serverPort) throws IOException {
        String local = String.format(Locale.ROOT, ":%04X", port);
        String remote = String.format(Locale.ROOT, ":%04X", serverPort);
        for (String table : List.of("net/tcp", "net/tcp6")) {
            if (Files.isReadable(PROC.resolve(table))) {
                for (String line : Files.readAllLines(PROC.resolve(table))) {
                    String[] fields = line.strip().split("\\s+");
                    if (fields.length > INODE && fields[LOCAL].endsWith(local) && fields[REMOTE].endsWith(remote)) {
                        return Optional.of("socket:[" + fields[INODE] + "]");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(long pid, String socket) {
        try (Stream<Path> descriptors = Files.list(PROC.resolve(pid + "/fd"))) {
            return descriptors.anyMatch(descriptor -> target(descriptor).equals(socket));
        } catch (IOException e) {
            // It is gone meanwhile.
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }
}
