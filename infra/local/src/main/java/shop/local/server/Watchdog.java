package shop.local.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Kills a process and deletes its directory when this JVM ends without having done so, however it ends. It is a shell
 * that reads from a pipe of which only this JVM holds the other end; for the servers that tests start.
 */
public final class Watchdog implements AutoCloseable {

    private static final String SCRIPT =
            "read -r line; kill -s \"$1\" \"$2\"; sleep 2; kill -s KILL \"$2\"; sleep 1; rm -rf \"$3\"";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /**
     * Watches over a process.
     *
     * @param lastSignal sent first, {@code KILL} two seconds later; {@code QUIT} takes PostgreSQL's backends along
     * @param directory deleted when the process is dead
     */
    public static Watchdog over(ProcessHandle process, String lastSignal, Path directory) throws IOException {
        Process shell = new ProcessBuilder(List.of(
                        "/bin/sh",
                        "-c",
                        SCRIPT,
                        "watchdog",
                        lastSignal,
                        String.valueOf(process.pid()),
                        directory.toAbsolutePath().toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Watchdog(shell);
    }

    /** Stops watching. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
