package shop.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import shop.local.server.Distribution;

/** Where test servers keep their files: a new directory under the module's {@code target} for each. */
final class TestServers {

    /** What operators' endpoints ask for in tests. */
    static final String OPERATOR_TOKEN = "operator-token-of-the-tests";

    private TestServers() {}

    static Distribution distribution() {
        return new Distribution(Path.of(System.getProperty("saga.root")));
    }

    static Path newDirectory(String name) {
        try {
            Path parent = Path.of("target", "test-servers").toAbsolutePath();
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for a test's " + name, e);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> inside = walk.sorted((a, b) -> b.compareTo(a)).toList();
            for (Path path : inside) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of a test's server cannot be deleted: " + directory, e);
        }
    }
}
