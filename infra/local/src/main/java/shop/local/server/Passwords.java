package shop.local.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Passwords generated once and kept in files that only their owner can read. They are never logged or put on a
 * command line, and never printed, but for the control room's token in its page's address.
 */
public final class Passwords {

    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;

    /** Keeps them in {@code directory}, one file each. */
    public Passwords(Path directory) {
        this.directory = directory;
    }

    /** The password of that name (48 hexadecimal digits), generated when it is first asked for. */
    public String of(String name) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            generate(file);
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    /** Writes a secret to a new temporary file that its owner alone can read; the caller deletes it. */
    static Path temporary(String secret) throws IOException {
        Path file = Files.createTempFile("secret", "", OWNER_ONLY);
        Files.writeString(file, secret);
        return file;
    }

    private void generate(Path file) throws IOException {
        Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        Path written = Files.createTempFile(directory, ".new", "", OWNER_ONLY);
        Files.writeString(written, HexFormat.of().formatHex(bytes));
        try {
            // A link, unlike a move, leaves one that another process made in the meantime alone.
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException e) {
            // The other one counts.
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
            return;
        } finally {
            Files.deleteIfExists(written);
        }
    }
}
