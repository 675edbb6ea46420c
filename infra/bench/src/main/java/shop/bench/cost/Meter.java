package shop.bench.cost;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was used up to a moment. The difference of two is what was used between.
 *
 * @param cpuMillis of each process with its children, by name, in the order in which people see them
 * @param fsyncs of PostgreSQL, of its log and of its tables
 * @param walBytes that PostgreSQL wrote to its log
 * @param walPageImages how many whole pages are in them, as the first change after a checkpoint writes them
 * @param kafkaBytes in the broker's logs
 */
public record Meter(Map<String, Long> cpuMillis, long fsyncs, long walBytes, long walPageImages, long kafkaBytes) {

    public Meter {
        cpuMillis = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(cpuMillis));
    }

    /** What was used since {@code earlier}. A process that was started anew in between counts from its start. */
    public Meter since(Meter earlier) {
        Map<String, Long> used = new LinkedHashMap<>();
        cpuMillis.forEach((name, millis) -> {
            long before = earlier.cpuMillis.getOrDefault(name, 0L);
            used.put(name, millis >= before ? millis - before : millis);
        });
        return new Meter(
                used,
                fsyncs - earlier.fsyncs,
                walBytes - earlier.walBytes,
                walPageImages - earlier.walPageImages,
                kafkaBytes - earlier.kafkaBytes);
    }

    /** The processor time of all processes. */
    public long allCpuMillis() {
        return cpuMillis.values().stream().mapToLong(Long::longValue).sum();
    }
}
