package shop.chaos.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** What the services' builds left: the classes that run in production, and in every environment that is broken here. */
final class BuiltServices {

    private static final Path ROOT = Path.of(System.getProperty("saga.root"));

    private BuiltServices() {}

    static List<Path> jars(String service) throws IOException {
        Path app = ROOT.resolve(service).resolve("target/quarkus-app");
        try (Stream<Path> files = Files.walk(app)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    /** The bytes of a class as order-service runs it: those that its build has changed stand before the others. */
    static byte[] ofOrderService(String className) throws IOException {
        String entry = className.replace('.', '/') + ".class";
        List<Path> jars = jars("order-service");
        return Stream.concat(jars.stream().filter(BuiltServices::isTransformed), jars.stream())
                .flatMap(jar -> read(jar, entry).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("order-service runs without a class " + className));
    }

    static boolean holds(Path jar, String folder) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().anyMatch(entry -> entry.getName().startsWith(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTransformed(Path jar) {
        return jar.endsWith("transformed-bytecode.jar");
    }

    private static Optional<byte[]> read(Path jar, String name) {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(name);
            return entry == null
                    ? Optional.empty()
                    : Optional.of(file.getInputStream(entry).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
