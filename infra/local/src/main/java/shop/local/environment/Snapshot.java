package shop.local.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import shop.local.server.Directories;

/**
 * A copy of a built program, so that the next build may replace its jars while it runs. Named after what it holds: the same
 * build is copied once, and two builds do not mix.
 */
final class Snapshot {

    private static final int KEPT = 3;

    private final Path source;
    private final Path parent;

    /**
     * @param source the directory that the build writes
     * @param parent gets one directory for each build
     */
    Snapshot(Path source, Path parent) {
        this.source = source;
        this.parent = parent;
    }

    /**
     * Where the copy of the present build is; made if need be.
     *
     * @throws IOException if there is no build
     */
    synchronized Path directory() throws IOException {
        if (!Files.isDirectory(source)) {
            throw new IOException(source + " is missing: it was not built");
        }
        Path copy = parent.resolve(fingerprint());
        if (!Files.isDirectory(copy)) {
            Files.createDirectories(parent);
            forgetOld();
            Path unfinished = Files.createTempDirectory(parent, ".new");
            copyTo(unfinished);
            try {
                Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
                // Another replica's keeper was faster.
                Directories.delete(unfinished);
            }
        }
        return copy;
    }

    private String fingerprint() throws IOException {
        StringBuilder contents = new StringBuilder();
        for (Path file : files()) {
            contents.append(source.relativize(file))
                    .append(' ')
                    .append(Files.size(file))
                    .append(' ')
                    .append(Files.getLastModifiedTime(file).toMillis())
                    .append('\n');
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(contents.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void copyTo(Path target) throws IOException {
        for (Path file : files()) {
            Path to = target.resolve(source.relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void forgetOld() throws IOException {
        try (Stream<Path> copies = Files.list(parent)) {
            List<Path> newestFirst = copies.sorted(Comparator.comparingLong(
                                    (Path copy) -> copy.toFile().lastModified())
                            .reversed())
                    .toList();
            for (Path old : newestFirst.stream().skip(KEPT - 1).toList()) {
                Directories.delete(old);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
