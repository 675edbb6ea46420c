package shop.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads the end of a log, and what is added to it. */
final class LogFile {

    private static final int LINE_GUESS = 400;
    private static final long POLL_MILLIS = 150;

    private LogFile() {}

    /** The last lines; none where there is no file. */
    static List<String> lastLines(Path file, int count) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        long size = Files.size(file);
        long from = Math.max(0, size - (long) count * LINE_GUESS);
        List<String> lines = text(file, from, size).lines().toList();
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** Prints what is added after {@code offset}, until {@code done} says so and everything was printed. */
    static void follow(Path file, long offset, PrintStream out, BooleanSupplier done)
            throws IOException, InterruptedException {
        long at = offset;
        while (true) {
            boolean last = done.getAsBoolean();
            long size = Files.exists(file) ? Files.size(file) : 0;
            if (size < at) {
                at = 0;
            }
            if (size > at) {
                out.print(text(file, at, size));
                out.flush();
                at = size;
            }
            if (last) {
                return;
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private static String text(Path file, long from, long to) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(Math.min(to - from, 8_000_000))];
            open.seek(to - bytes.length);
            open.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
