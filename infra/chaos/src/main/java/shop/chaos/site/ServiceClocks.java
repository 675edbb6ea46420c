package shop.chaos.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import shop.local.environment.Home;

/**
 * The clocks of the services, through libfaketime: each process reads from a file in its working directory by how much its
 * clock is wrong, once a second. Only the time of day is touched; what measures durations ({@code System.nanoTime}, waits)
 * stays true.
 */
public final class ServiceClocks {

    private static final String FILE = "clock";

    /** Where distributions put it: Debian by architecture, Fedora, Arch. */
    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime"),
            Path.of("/usr/lib64/faketime"),
            Path.of("/usr/lib/faketime"));

    private final Home home;

    ServiceClocks(Home home) {
        this.home = home;
    }

    /** The library, where it is installed. */
    static Optional<Path> library() {
        return FOLDERS.stream()
                .map(folder -> folder.resolve("libfaketime.so.1"))
                .filter(Files::isReadable)
                .findFirst();
    }

    /**
     * The environment with which a service's clock can be set. The JVM waits on the monotonic clock, which the library would
     * take for the time of day: hence the last two.
     */
    static Map<String, String> environment(Path library) {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", FILE,
                "FAKETIME_CACHE_DURATION", "1",
                "NO_FAKE_STAT", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Sets the clock of a process by so much: at once for one that starts, within a second for one that runs. */
    public void set(String process, Duration wrongBy) throws IOException {
        Path directory = Files.createDirectories(home.data(process));
        Path next = directory.resolve(FILE + ".next");
        Files.writeString(next, "%+d".formatted(wrongBy.toSeconds()));
        Files.move(next, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
