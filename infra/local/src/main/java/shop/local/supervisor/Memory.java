package shop.local.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much memory a process and its children hold. Pages shared between them, such as PostgreSQL's buffers, count once
 * (the system's proportional set size).
 */
final class Memory {

    private static final long KIB_PER_MIB = 1024;

    private Memory() {}

    /** In MiB; null where the system does not tell. */
    static @Nullable Long ofTreeMiB(long pid) {
        return ProcessHandle.of(pid)
                .map(root -> Stream.concat(Stream.of(root), root.descendants())
                        .mapToLong(process -> kibibytes(process.pid()))
                        .sum())
                .filter(sum -> sum > 0)
                .map(sum -> sum / KIB_PER_MIB)
                .orElse(null);
    }

    private static long kibibytes(long pid) {
        for (String[] source : List.of(new String[] {"smaps_rollup", "Pss:"}, new String[] {"status", "VmRSS:"})) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), source[0]))) {
                var found = lines.filter(line -> line.startsWith(source[1])).findFirst();
                if (found.isPresent()) {
                    return Long.parseLong(found.get().replaceAll("\\D", ""));
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                // Gone meanwhile, or not to be read by us: the next source may do.
                continue;
            }
        }
        return 0;
    }
}
