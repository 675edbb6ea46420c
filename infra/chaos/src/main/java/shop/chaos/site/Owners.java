package shop.chaos.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import shop.local.supervisor.ProcessStatus;

/** Tells which process of the environment has opened a connection, by its end of it; needs {@code /proc}. */
final class Owners {

    private static final Path PROC = Path.of("/proc");
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private final Site site;
    private volatile List<ProcessStatus> known = List.of();

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
        Optional<String> owner = amongKnown(socket.get());
        if (owner.isEmpty()) {
            known = site.control().status().processes();
            owner = amongKnown(socket.get());
        }
        return owner;
    }

    private Optional<String> amongKnown(String socket) {
        return known.stream()
                .filter(process -> process.pid() != null && holds(process.pid(), socket))
                .map(ProcessStatus::name)
                .findFirst();
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
