package shop.chaos.site;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import shop.local.server.Tool;

/**
 * A file system of limited size under the data of one server: a file that holds an ext4, mounted through a loop device, so
 * that this server's disk can be full and nobody else's. Files are synchronised to the real disk, as everywhere else.
 * Needs root and a machine that lets it mount.
 */
public final class Volume implements Closeable {

    private static final long BYTES = 3L << 30;
    private static final long LEFT_BYTES = 64 << 10;

    private final String server;
    private final Path image;
    private final Path mountPoint;

    private Volume(String server, Path image, Path mountPoint) {
        this.server = server;
        this.image = image;
        this.mountPoint = mountPoint;
    }

    /**
     * Makes an empty one and mounts it.
     *
     * @param image the file that holds it; sparse
     * @param mountPoint an empty directory, or none yet
     * @throws IOException if the machine does not allow that; nothing is left behind then
     */
    static Volume mount(String server, Path image, Path mountPoint) throws IOException {
        Files.createDirectories(mountPoint);
        try {
            Tool.run(List.of("truncate", "-s", String.valueOf(BYTES), image.toString()));
            // No blocks are reserved for root: Kafka may run as root here, and its disk must be full for it too.
            Tool.run(List.of("mkfs.ext4", "-q", "-m", "0", image.toString()));
            Tool.run(List.of("mount", "-o", "loop", image.toString(), mountPoint.toString()));
            return new Volume(server, image, mountPoint);
        } catch (IOException e) {
            Files.deleteIfExists(image);
            throw e;
        }
    }

    /** Whose data is on it. */
    public String server() {
        return server;
    }

    /** Takes what is free, but for less than any server needs to go on. */
    public void fill() throws IOException {
        FileStore store = Files.getFileStore(mountPoint);
        for (int piece = 0; store.getUsableSpace() > LEFT_BYTES && piece < 64; piece++) {
            // The file system needs some of it for the filler's own description: the next, smaller pieces take the
            // rest.
            long bytes = Math.max(LEFT_BYTES / 2, store.getUsableSpace() / (piece == 0 ? 1 : 2));
            List<String> command = List.of(
                    "fallocate", "-l", String.valueOf(bytes), filler(piece).toString());
            if (!Tool.succeeds(command) && piece > 0) {
                break;
            }
        }
        if (store.getUsableSpace() > 16 * LEFT_BYTES) {
            throw new IOException("%s's disk did not get full: %,d bytes are free".formatted(server, free()));
        }
    }

    /** What is free. */
    public long free() throws IOException {
        return Files.getFileStore(mountPoint).getUsableSpace();
    }

    /** Gives back what {@link #fill} took. */
    public void drain() throws IOException {
        try (var files = Files.newDirectoryStream(mountPoint, "filler-*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Unmounts it and forgets what was on it; whoever used it must have stopped. */
    @Override
    public void close() {
        try {
            Tool.run(List.of("umount", mountPoint.toString()));
            Files.deleteIfExists(image);
        } catch (IOException e) {
            System.err.printf("saga: %s stays mounted: %s%n", mountPoint, e.getMessage());
        }
    }

    private Path filler(int piece) {
        return mountPoint.resolve("filler-" + piece);
    }
}
