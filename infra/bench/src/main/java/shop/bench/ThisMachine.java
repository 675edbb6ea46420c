package shop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import shop.bench.report.Results;

/** Describes the machine, without which no figure says anything. */
final class ThisMachine {

    private static final long KIB_PER_MIB = 1024;

    private ThisMachine() {}

    static Results.Machine describe() {
        String memory = field("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return new Results.Machine(
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                memory.isEmpty() ? 0 : Long.parseLong(memory) / KIB_PER_MIB,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version"));
    }

    /** What follows the colon in the first line that begins so; empty where there is none. */
    private static String field(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            // Another system, which does not tell in this way.
            return "";
        }
    }
}
