package shop.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The {@code saga} command line, run as a process of its own in a home of its own. Every command must end within a
 * deadline and is killed otherwise.
 */
public final class CommandLine {

    private static final Path ROOT = Path.of(System.getProperty("saga.root"));
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private final Path home;

    CommandLine(Path home) {
        this.home = home;
    }

    record Result(int exitCode, String output) {}

    /** Runs a command and returns what it printed, both streams together. */
    Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dsaga.root=" + ROOT,
                "-cp",
                ROOT.resolve("infra/local/target/classes") + File.pathSeparator + ROOT.resolve("infra/local/target/lib")
                        + "/*",
                "shop.local.Saga"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", home.toString()));
        try {
            Path output = Files.createTempFile("saga", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("saga " + String.join(" ", arguments) + " did not end within " + DEADLINE
                        + ":\n" + Files.readString(output));
            }
            String printed = Files.readString(output);
            Files.delete(output);
            return new Result(process.exitValue(), printed);
        } catch (IOException e) {
            throw new AssertionError("saga " + String.join(" ", arguments) + " could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Runs a command that must succeed. */
    public String succeed(String... arguments) {
        Result result = run(arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError("saga " + String.join(" ", arguments) + " ended with " + result.exitCode() + ":\n"
                    + result.output());
        }
        return result.output();
    }
}
