package shop.local.environment;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import shop.local.server.Directories;

/**
 * Where an environment keeps everything it has: data, logs, pid files, secrets. Readable by its owner alone. Two
 * environments with different homes and ports run side by side.
 *
 * @param root the root of the source tree, whose programs it runs
 * @param directory by default {@code .saga} in the root
 */
public record Home(Path root, Path directory) {

    private static final List<String> FORGOTTEN_BY_WIPE = List.of("data", "logs", "run", "secrets");

    public Home {
        root = root.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
    }

    /** Makes the directories that are missing, open to nobody but their owner. */
    public void create() throws IOException {
        for (Path each : List.of(directory, data(), logs(), run(), secrets(), cache())) {
            if (!Files.isDirectory(each)) {
                Files.createDirectories(
                        each, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        }
    }

    /** What servers must not lose. */
    public Path data() {
        return directory.resolve("data");
    }

    /** The data of one process. */
    public Path data(String name) {
        return data().resolve(name);
    }

    /**
     * What can be made again: unpacked programs, copies of the services, ahead-of-time caches. All environments of a
     * source tree share it.
     */
    public Path cache() {
        return root.resolve(".saga/cache");
    }

    /** One log per process, and the supervisor's. */
    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** Which processes run, and what they are meant to do. */
    public Path run() {
        return directory.resolve("run");
    }

    /** Passwords and tokens, one file each. */
    public Path secrets() {
        return directory.resolve("secrets");
    }

    /** The ports and replicas of this environment. */
    public Path settings() {
        return directory.resolve("settings.json");
    }

    /** Held by the supervisor as long as it lives. */
    public Path lock() {
        return directory.resolve("supervisor.lock");
    }

    /** Forgets data, logs and secrets; keeps ports and caches. Nothing may run meanwhile. */
    public void wipe() throws IOException {
        for (String name : FORGOTTEN_BY_WIPE) {
            Directories.delete(directory.resolve(name));
        }
    }

    /** Leaves nothing of it: no ports either, and no directory, unless something that is not ours lies there. */
    public void remove() throws IOException {
        wipe();
        Files.deleteIfExists(settings());
        Files.deleteIfExists(lock());
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // Not ours alone.
        }
    }

    private Path logs() {
        return directory.resolve("logs");
    }
}
