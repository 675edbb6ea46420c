package shop.local.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tells which process listens on a port: from {@code /proc} where there is one, else from {@code lsof}. This is how a
 * server that answers is proven to be the one that we started.
 */
public final class Listeners {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    private Listeners() {}

    /**
     * What shows that a process listens on a port. To look again is one look at what that process has open, where finding
     * out goes through all connections of the machine.
     */
    public interface Proof {

        /** Whether it still does. */
        boolean holds();
    }

    /** Whether that very process listens on that port. */
    public static boolean listens(long pid, int port) {
        return proof(pid, port).isPresent();
    }

    /** The proof that this very process listens on that port, if it does. */
    public static Optional<Proof> proof(long pid, int port) {
        if (!Files.isDirectory(PROC.resolve("net"))) {
            Proof proof = () -> lsof(port).contains(pid);
            return Optional.of(proof).filter(Proof::holds);
        }
        Set<String> inodes = listeningInodes(port);
        return inodes.isEmpty()
                ? Optional.empty()
                : descriptor(pid, inodes).map(descriptor -> {
                    String socket = target(descriptor);
                    return () -> target(descriptor).equals(socket) && inodes.contains(socket);
                });
    }

    /** The process that listens on a port, if the system tells us. */
    public static Optional<ProcessHandle> on(int port) {
        if (!Files.isDirectory(PROC.resolve("net"))) {
            return lsof(port).stream().findFirst().flatMap(ProcessHandle::of);
        }
        Set<String> inodes = listeningInodes(port);
        if (inodes.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> descriptor(process.pid(), inodes).isPresent())
                .findFirst();
    }

    /** Whether that process works in that directory; false where the system does not tell. */
    public static boolean worksIn(long pid, Path directory) {
        try {
            return target(PROC.resolve(pid + "/cwd"))
                    .equals(directory.toRealPath().toString());
        } catch (IOException e) {
            // Nobody can work in a directory that is not there.
            return false;
        }
    }

    private static Set<String> listeningInodes(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> inodes = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try (Stream<String> lines = Files.lines(PROC.resolve(table))) {
                // Under load the table holds thousands of connections, each a line.
                lines.filter(line -> line.contains(suffix))
                        .map(line -> line.strip().split("\\s+"))
                        .filter(fields ->
                                fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING))
                        .forEach(fields -> inodes.add("socket:[" + fields[9] + "]"));
            } catch (IOException e) {
                // Without IPv6 there is no table for it.
                continue;
            }
        }
        return inodes;
    }

    private static Optional<Path> descriptor(long pid, Set<String> inodes) {
        try (Stream<Path> descriptors = Files.list(PROC.resolve(pid + "/fd"))) {
            return descriptors
                    .filter(descriptor -> inodes.contains(target(descriptor)))
                    .findFirst();
        } catch (IOException e) {
            // Gone, or another user's: not one of ours.
            return Optional.empty();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed or gone meanwhile, or another user's.
            return "";
        }
    }

    private static Set<Long> lsof(int port) {
        try {
            Process process = new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            process.waitFor(2, TimeUnit.SECONDS);
            Set<Long> pids = new HashSet<>();
            output.lines().filter(line -> line.matches("\\d+")).forEach(line -> pids.add(Long.parseLong(line)));
            return pids;
        } catch (IOException e) {
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }
}
