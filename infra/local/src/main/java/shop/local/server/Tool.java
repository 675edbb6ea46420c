package shop.local.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine's that ends by itself, such as {@code mount} or {@code chown}. */
public final class Tool {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

    private Tool() {}

    /**
     * Runs it to its end.
     *
     * @throws IOException if there is no such program, or it fails (with what it said), or has not ended after a minute
     */
    public static void run(List<String> command) throws IOException {
        Path output = Files.createTempFile("tool", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IOException(command.getFirst() + " did not end");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new IOException("%s: %s"
                        .formatted(
                                command.getFirst(),
                                Files.readString(output, StandardCharsets.UTF_8).strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during " + command.getFirst(), e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** The same, where a failure only tells that this machine has no such way. */
    public static boolean succeeds(List<String> command) {
        try {
            run(command);
            return true;
        } catch (IOException e) {
            // The caller tries the next way.
            return false;
        }
    }
}
