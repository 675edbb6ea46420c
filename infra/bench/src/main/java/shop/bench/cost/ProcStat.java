package shop.bench.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Processor time of a process and its descendants, from {@code /proc}: what they used, and what their children used that
 * ended and were waited for.
 */
final class ProcStat {

    /** The kernel counts in hundredths of a second for everybody outside of it, whatever its own clock is. */
    private static final long MILLIS_PER_TICK = 10;

    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;

    private ProcStat() {}

    /**
     * Milliseconds since it began; 0 where the system does not tell.
     *
     * @param others processes whose trees are counted by themselves, and not as part of this one
     */
    static long cpuMillisOfTree(long pid, Set<Long> others) {
        return ProcessHandle.of(pid).map(root -> cpuMillis(root, others)).orElse(0L);
    }

    private static long cpuMillis(ProcessHandle process, Set<Long> others) {
        return cpuMillis(process.pid())
                + process.children()
                        .filter(child -> !others.contains(child.pid()))
                        .mapToLong(child -> cpuMillis(child, others))
                        .sum();
    }

    private static long cpuMillis(long pid) {
        try {
            return cpuMillis(Files.readString(Path.of("/proc", String.valueOf(pid), "stat")));
        } catch (IOException e) {
            // Gone meanwhile; what it used is its parent's to tell now.
            return 0;
        }
    }

    /** From the content of a {@code stat} file. The program's name, in parentheses, may hold anything. */
    static long cpuMillis(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = 0;
        for (int field = USER; field <= CHILDREN_SYSTEM; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks * MILLIS_PER_TICK;
    }
}
