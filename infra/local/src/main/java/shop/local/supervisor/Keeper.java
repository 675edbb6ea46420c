package shop.local.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Listeners;
import shop.local.server.Probe;
import shop.local.server.Processes;
import shop.local.server.Server;

/**
 * Keeps one process as people want it: starts it when what it needs is ready, adopts it when it runs already, and starts it
 * again, with growing pauses, when it dies for any reason but their command.
 *
 * <p>Every command returns when it is done. Commands and the keeper's own thread take turns on this object's lock; what is
 * shown to others is a snapshot that needs no lock.
 */
final class Keeper implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration PROBE_WHILE_STARTING = Duration.ofMillis(300);
    private static final Duration PROBE_WHEN_READY = Duration.ofSeconds(3);
    private static final Duration KILL_DEADLINE = Duration.ofSeconds(10);
    private static final Duration HEALTHY_AFTER = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final int FAILED_AFTER = 4;

    /** What others see of this keeper. */
    record View(
            State state,
            @Nullable Long pid,
            String detail,
            @Nullable Long startMillis,
            int restarts,
            int failures) {}

    private final Server server;
    private final ProcessFile file;
    private final Duties duties;
    private final Predicate<String> isReady;
    private final Consumer<String> report;
    private final Thread thread;

    private Intent intent = Intent.RUN;
    private @Nullable ProcessHandle process;
    private Instant startedAt = Instant.EPOCH;
    private Instant readySince = Instant.EPOCH;
    private Instant probedAt = Instant.EPOCH;
    private Instant notBefore = Instant.EPOCH;
    private @Nullable Long startMillis;
    private boolean dutiesDone;
    private boolean held;
    private int failures;
    private int restarts;
    private volatile boolean closed;
    private volatile View view = new View(State.STOPPED, null, "", null, 0, 0);

    Keeper(Server server, ProcessFile file, Duties duties, Predicate<String> isReady, Consumer<String> report) {
        this.server = server;
        this.file = file;
        this.duties = duties;
        this.isReady = isReady;
        this.report = report;
        this.thread = Thread.ofVirtual().name("keeper-" + server.name()).unstarted(this::keep);
    }

    Server server() {
        return server;
    }

    View view() {
        return view;
    }

    /** Finds the process that the pid file, or failing that the port, shows to be ours already. */
    synchronized void adopt() {
        ProcessFile.Entry entry;
        try {
            entry = file.read();
        } catch (IOException e) {
            report.accept("%s; looking for %s on port %d instead".formatted(e.getMessage(), name(), port()));
            entry = ProcessFile.Entry.NONE;
        }
        intent = entry.intent();
        process = entry.process().or(this::findOnPort).orElse(null);
        if (process != null) {
            startMillis = entry.startMillis();
            startedAt = process.info().startInstant().orElse(Instant.now());
        }
        show(
                switch (intent) {
                    case RUN -> State.STARTING;
                    case STOPPED -> State.STOPPED;
                    case KILLED -> State.KILLED;
                    case PAUSED -> State.PAUSED;
                },
                "");
    }

    /** Whether a process of ours runs. */
    synchronized boolean isAlive() {
        return process != null && Processes.isAlive(process);
    }

    /** From here on it is meant to run, whatever it was meant to do before. */
    synchronized void wantRunning() throws IOException {
        if (intent == Intent.PAUSED && process != null) {
            Processes.signal(process, Processes.Signal.CONT);
        }
        intent = Intent.RUN;
        persist();
        show(State.STARTING, "");
    }

    /** Begins to keep it. */
    void begin() {
        thread.start();
    }

    /** SIGKILL for it and all it started; it stays down. */
    synchronized void kill() throws IOException {
        ProcessHandle victim = requireAlive();
        want(Intent.KILLED);
        Processes.kill(victim, KILL_DEADLINE);
        gone(State.KILLED);
    }

    /** Asks it to stop, kills it when it does not within its time; it stays down. */
    synchronized void stop() throws IOException {
        ProcessHandle stopping = intent == Intent.RUN && process == null ? null : requireAlive();
        want(Intent.STOPPED);
        end(stopping);
    }

    /** Starts it after {@link #kill} or {@link #stop}, without waiting until it is ready. */
    synchronized void start() throws IOException {
        if (intent == Intent.PAUSED) {
            throw new IllegalStateException(name() + " is paused; use resume");
        }
        if (intent == Intent.RUN && isAlive()) {
            throw new IllegalStateException(
                    name() + " runs already (" + view.state().text() + ")");
        }
        failures = 0;
        notBefore = Instant.EPOCH;
        want(Intent.RUN);
        show(State.STARTING, "");
    }

    /** SIGSTOP for it and all it started. */
    synchronized void pause() throws IOException {
        ProcessHandle paused = requireAlive();
        if (intent == Intent.PAUSED) {
            throw new IllegalStateException(name() + " is paused already");
        }
        want(Intent.PAUSED);
        Processes.signal(paused, Processes.Signal.STOP);
        show(State.PAUSED, "");
    }

    /** SIGCONT for it and all it started. */
    synchronized void resume() throws IOException {
        if (intent != Intent.PAUSED) {
            throw new IllegalStateException(
                    name() + " is not paused, but " + view.state().text());
        }
        if (process != null) {
            Processes.signal(process, Processes.Signal.CONT);
        }
        want(Intent.RUN);
        probedAt = Instant.EPOCH;
        show(State.STARTING, "");
    }

    /** Stops it for a repair; {@link #release} lets it run again. What people want of it stays as it is. */
    synchronized void hold() throws IOException {
        held = true;
        if (intent == Intent.RUN) {
            end(process);
        }
    }

    /** Ends {@link #hold}. */
    synchronized void release() {
        held = false;
        notBefore = Instant.EPOCH;
        if (intent == Intent.RUN) {
            show(State.STARTING, "");
        }
    }

    /** Stops keeping it and stops it: the end of the environment. Its pid file goes too. */
    void shutDown() throws IOException {
        close();
        synchronized (this) {
            end(process);
            file.delete();
        }
    }

    /** Stops keeping it; the process runs on. */
    @Override
    public void close() {
        closed = true;
    }

    /** Writes the pid file again if somebody damaged it. */
    synchronized void mendFile() throws IOException {
        try {
            if (!closed && file.read().equals(entry())) {
                return;
            }
        } catch (IOException e) {
            report.accept(e.getMessage() + "; written again");
        }
        if (!closed) {
            persist();
        }
    }

    private void keep() {
        while (!closed) {
            try {
                tick();
            } catch (IOException | UncheckedIOException | IllegalStateException e) {
                failedToStart(e);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TICK.toNanos());
        }
        server.disconnect();
    }

    private void tick() throws IOException {
        ProcessHandle current = startedOrDue();
        if (current == null) {
            return;
        }
        Probe probe = server.probe();
        if (probe instanceof Probe.Ready) {
            probe = dutiesFor(current);
        }
        seen(current, probe);
    }

    /** The process, if it is time to ask it how it is; starts it if it is time to start it. */
    private synchronized @Nullable ProcessHandle startedOrDue() throws IOException {
        if (closed) {
            return null;
        }
        if (process != null && !Processes.isAlive(process)) {
            died(process.pid());
        }
        if (process == null || intent != Intent.RUN || held) {
            // The next one asked has to prove who it is.
            server.disconnect();
        }
        if (intent != Intent.RUN || held) {
            return null;
        }
        if (process == null) {
            startIfDue();
            return null;
        }
        Duration pause = view.state() == State.READY ? PROBE_WHEN_READY : PROBE_WHILE_STARTING;
        if (Instant.now().isBefore(probedAt.plus(pause))) {
            return null;
        }
        probedAt = Instant.now();
        return process;
    }

    private void startIfDue() throws IOException {
        if (Instant.now().isBefore(notBefore)) {
            return;
        }
        Optional<String> missing =
                server.needs().stream().filter(isReady.negate()).findFirst();
        if (missing.isPresent()) {
            show(State.STARTING, "waits for " + missing.get());
            return;
        }
        show(State.STARTING, "is prepared");
        server.prepare();
        process = Processes.start(server.launch());
        startedAt = process.info().startInstant().orElse(Instant.now());
        startMillis = null;
        dutiesDone = false;
        probedAt = Instant.now();
        persist();
        show(State.STARTING, "");
    }

    private Probe dutiesFor(ProcessHandle current) {
        synchronized (this) {
            if (dutiesDone && current.equals(process)) {
                return new Probe.Ready();
            }
        }
        try {
            duties.whenReady(server);
        } catch (IOException e) {
            return new Probe.NotReady(String.valueOf(e.getMessage()));
        }
        synchronized (this) {
            dutiesDone = current.equals(process);
        }
        return new Probe.Ready();
    }

    private synchronized void seen(ProcessHandle asked, Probe probe) throws IOException {
        if (closed || held || !asked.equals(process) || intent != Intent.RUN) {
            return;
        }
        switch (probe) {
            case Probe.Ready ignored -> ready();
            case Probe.NotReady notReady -> notReady(notReady.why());
            // A server that is just starting can answer like a stranger; who listens on the port knows better.
            case Probe.Foreign foreign when Listeners.listens(asked.pid(), port()) -> notReady(foreign.what());
            case Probe.Foreign foreign -> foreign(foreign.what());
        }
    }

    private void ready() throws IOException {
        if (view.state() != State.READY) {
            readySince = Instant.now();
            if (startMillis == null) {
                startMillis = Duration.between(startedAt, readySince).toMillis();
                persist();
            }
            show(State.READY, "");
        } else if (Instant.now().isAfter(readySince.plus(HEALTHY_AFTER))) {
            failures = 0;
        }
    }

    private void notReady(String why) throws IOException {
        if (startMillis != null) {
            show(State.UNREADY, why);
        } else if (Instant.now().isAfter(startedAt.plus(server.startTimeout()))) {
            report.accept("%s is not ready after %d s (%s); it is killed and started again"
                    .formatted(name(), server.startTimeout().toSeconds(), why));
            ProcessHandle hanging = java.util.Objects.requireNonNull(process);
            Processes.kill(hanging, KILL_DEADLINE);
            died(hanging.pid());
        } else {
            show(State.STARTING, why);
        }
    }

    private void foreign(String what) throws IOException {
        if (process != null) {
            Processes.kill(process, KILL_DEADLINE);
        }
        process = null;
        failures = FAILED_AFTER;
        retryLater();
        persist();
        show(State.FAILED, what);
        report.accept("%s cannot run: %s".formatted(name(), what));
    }

    private void died(long pid) throws IOException {
        process = null;
        if (intent != Intent.RUN || held) {
            persist();
            show(view.state(), "died meanwhile");
            return;
        }
        failures++;
        restarts++;
        long pause = retryLater();
        persist();
        report.accept("%s (pid %d) died; started again in %.1f s".formatted(name(), pid, pause / 1000.0));
        show(failures >= FAILED_AFTER ? State.FAILED : State.RESTARTING, "died; see its log");
    }

    private synchronized void failedToStart(Exception e) {
        failures++;
        long pause = retryLater();
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        report.accept("%s: %s; tried again in %.1f s".formatted(name(), why, pause / 1000.0));
        show(failures >= FAILED_AFTER ? State.FAILED : State.RESTARTING, why);
    }

    private long retryLater() {
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10));
        notBefore = Instant.now().plusMillis(pause);
        return pause;
    }

    private ProcessHandle requireAlive() {
        if (process == null || !Processes.isAlive(process)) {
            throw new IllegalStateException(
                    name() + " does not run (" + view.state().text() + ")");
        }
        return process;
    }

    private void want(Intent wanted) throws IOException {
        intent = wanted;
        persist();
    }

    private void end(@Nullable ProcessHandle ending) throws IOException {
        if (ending != null && Processes.isAlive(ending)) {
            show(State.STOPPING, "");
            Processes.Signal signal = Processes.Signal.valueOf(server.stopSignal());
            if (!Processes.stop(ending, signal, server.stopTimeout())) {
                report.accept("%s did not stop within %d s and was killed"
                        .formatted(name(), server.stopTimeout().toSeconds()));
            }
        }
        gone(State.STOPPED);
    }

    private void gone(State state) throws IOException {
        process = null;
        startMillis = null;
        failures = 0;
        persist();
        show(state, "");
    }

    private void persist() throws IOException {
        file.write(entry());
    }

    private ProcessFile.Entry entry() {
        return process == null
                ? new ProcessFile.Entry(null, null, intent, null)
                : new ProcessFile.Entry(process.pid(), startedAt, intent, startMillis);
    }

    private void show(State state, String detail) {
        view = new View(state, process == null ? null : process.pid(), detail, startMillis, restarts, failures);
    }

    /** Ours is the one that listens on our port, works in our directory, and is not a stranger to our probe. */
    private Optional<ProcessHandle> findOnPort() {
        return Listeners.on(port())
                .filter(found -> Listeners.worksIn(found.pid(), server.launch().directory()));
    }

    private String name() {
        return server.name();
    }

    private int port() {
        return server.ports().getFirst();
    }
}
