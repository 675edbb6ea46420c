package shop.local.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts processes that outlive whoever started them, and signals them together with all they started.
 *
 * <p>A tree is followed by parenthood and not by process group, since each PostgreSQL backend is a group of its own. To
 * kill or pause a tree its root is frozen first, so that it cannot start another child meanwhile.
 */
public final class Processes {

    /** What a process can be told. */
    public enum Signal {
        /** Please stop. Goes to the root alone, which knows how to stop its children. */
        TERM,
        /** Please stop now: PostgreSQL's fast shutdown. Goes to the root alone. */
        INT,
        /** Stop at once: PostgreSQL's immediate shutdown. Goes to the root alone. */
        QUIT,
        /** Gone, the whole tree, with nothing tidied up. */
        KILL,
        /** Frozen, the whole tree, until {@link #CONT}. */
        STOP,
        /** Goes on, the whole tree. */
        CONT
    }

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Processes() {}

    /**
     * Starts a process in a session of its own (where the machine has {@code setsid}), so that neither Ctrl-C in our
     * terminal nor our end stops it.
     */
    public static ProcessHandle start(Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(launch.command());
        Files.createDirectories(launch.log().toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().putAll(launch.environment());
        return builder.start().toHandle();
    }

    /**
     * The live process with that id, if it is the one that started at that moment and not a later one to which the
     * system gave the same id.
     */
    public static Optional<ProcessHandle> find(long pid, Instant startedAt) {
        return ProcessHandle.of(pid)
                .filter(Processes::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> Duration.between(start, startedAt).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                        .orElse(false));
    }

    /** Whether it runs. One that has ended and was not yet collected by its parent does not. */
    public static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    /** Sends a signal to a process, and with {@code KILL}, {@code STOP} and {@code CONT} to all its descendants. */
    public static void signal(ProcessHandle root, Signal signal) throws IOException {
        switch (signal) {
            case TERM, INT, QUIT -> send(signal, Set.of(root.pid()));
            case KILL, STOP -> signalFrozenTree(root, signal);
            case CONT -> send(signal, treeOf(root));
        }
    }

    /**
     * Asks a process to stop, and kills its tree if it has not gone within {@code timeout}.
     *
     * @return whether it stopped by itself
     * @throws IOException if even a killed process does not go
     */
    public static boolean stop(ProcessHandle root, Signal signal, Duration timeout) throws IOException {
        Set<ProcessHandle> tree = handlesOf(root);
        signal(root, signal);
        // A paused process only hears the request once it goes on.
        signal(root, Signal.CONT);
        if (awaitGone(Set.of(root), timeout) && awaitGone(tree, Duration.ofSeconds(5))) {
            return true;
        }
        tree.addAll(handlesOf(root));
        killAll(tree);
        return false;
    }

    /**
     * Kills a process and all it started, and returns when they are gone.
     *
     * @throws IOException if they have not gone within {@code deadline}
     */
    public static void kill(ProcessHandle root, Duration deadline) throws IOException {
        Set<ProcessHandle> tree = handlesOf(root);
        signal(root, Signal.KILL);
        tree.addAll(handlesOf(root));
        if (!awaitGone(tree, deadline)) {
            throw new IOException("process %d was killed and is still there after %s".formatted(root.pid(), deadline));
        }
    }

    /** Waits until none of them runs; false if one still does after {@code timeout}. */
    public static boolean awaitGone(Set<ProcessHandle> processes, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (ProcessHandle process : processes) {
            while (isAlive(process)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                awaitExit(process, Math.min(left, POLL.toNanos()));
            }
        }
        return true;
    }

    /** The processes whose working directory is {@code directory}; none where the system does not tell. */
    static Set<ProcessHandle> workingIn(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(process.pid(), directory))
                .filter(Processes::isAlive)
                .collect(Collectors.toCollection(HashSet::new));
    }

    static void killAll(Set<ProcessHandle> processes) throws IOException {
        for (ProcessHandle process : processes) {
            if (isAlive(process)) {
                send(Signal.KILL, Set.of(process.pid()));
            }
        }
        if (!awaitGone(processes, Duration.ofSeconds(10))) {
            throw new IOException("processes do not go although they were killed: "
                    + processes.stream()
                            .filter(Processes::isAlive)
                            .map(ProcessHandle::pid)
                            .toList());
        }
    }

    private static void signalFrozenTree(ProcessHandle root, Signal signal) throws IOException {
        send(Signal.STOP, Set.of(root.pid()));
        Set<Long> seen = new HashSet<>();
        Set<Long> tree = treeOf(root);
        // A child may have started another before it was frozen itself, so look again until nobody new is there.
        while (seen.addAll(tree)) {
            send(Signal.STOP, tree);
            tree = treeOf(root);
        }
        if (signal == Signal.KILL) {
            send(Signal.KILL, seen);
        }
    }

    private static Set<Long> treeOf(ProcessHandle root) {
        return handlesOf(root).stream().map(ProcessHandle::pid).collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<ProcessHandle> handlesOf(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .filter(Processes::isAlive)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static void send(Signal signal, Set<Long> pids) throws IOException {
        if (pids.isEmpty()) {
            return;
        }
        // One pid after the other: kill gives up at none, but an already gone one must not hide a failure to start sh.
        String list = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
        Process kill = new ProcessBuilder(
                        "/bin/sh", "-c", "for p in " + list + "; do kill -s " + signal + " $p; done; true")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!kill.waitFor(10, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
                throw new IOException("kill -s %s %s did not return".formatted(signal, list));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending " + signal, e);
        }
    }

    private static void awaitExit(ProcessHandle process, long nanos) {
        try {
            process.onExit().get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Looked at again by the caller.
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for process " + process.pid(), e);
        }
    }

    /** Whether it is frozen, as the system says; false where that cannot be told. */
    public static boolean isStopped(ProcessHandle process) {
        return state(process.pid()).map(fields -> fields[0].equals("T")).orElse(false);
    }

    /**
     * Whether it has ended altogether and only waits to be collected. Its first thread alone may have ended before: the
     * others still hold the files and ports.
     */
    private static boolean isZombie(long pid) {
        return state(pid)
                .map(fields -> fields[0].equals("Z") && Integer.parseInt(fields[17]) <= 1)
                .orElse(false);
    }

    /** What {@code /proc} says after the process's name, which may hold anything: first the state, as the 18th the threads. */
    private static Optional<String[]> state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException | IndexOutOfBoundsException e) {
            // No /proc on this system, or gone meanwhile: ProcessHandle.isAlive has the last word.
            return Optional.empty();
        }
    }

    private static boolean worksIn(long pid, Path directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd"))
                    .equals(directory);
        } catch (IOException | SecurityException e) {
            // Not ours to look at, or gone meanwhile.
            return false;
        }
    }
}
