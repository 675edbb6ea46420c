package shop.local.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that belongs to this JVM and ends with it: what tests use. The supervisor's processes outlive it and do not
 * go through here.
 */
public final class RunningServer implements AutoCloseable {

    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(15);

    private final Server server;
    private final Path directory;
    private ProcessHandle process;
    private Watchdog watchdog;

    private RunningServer(Server server, Path directory) throws IOException {
        this.server = server;
        this.directory = directory;
        server.prepare();
        this.process = Processes.start(server.launch());
        this.watchdog = Watchdog.over(process, lastSignal(server), directory);
    }

    /**
     * Prepares a server and starts it; {@link #awaitReady} says when it can be used.
     *
     * @param directory deleted if this JVM dies without closing it
     */
    public static RunningServer start(Server server, Path directory) throws IOException {
        return new RunningServer(server, directory);
    }

    /**
     * Waits until it does its work.
     *
     * @throws IOException if it ends, is not ours, or is not ready after its {@link Server#startTimeout()}
     */
    public RunningServer awaitReady() throws IOException {
        long deadline = System.nanoTime() + server.startTimeout().toNanos();
        String why = "it was not asked yet";
        while (System.nanoTime() < deadline) {
            switch (server.probe()) {
                case Probe.Ready _ -> {
                    return this;
                }
                case Probe.NotReady notReady -> why = notReady.why();
                case Probe.Foreign foreign -> throw new IOException(foreign.what());
            }
            if (!Processes.isAlive(process)) {
                throw new IOException(server.name() + " ended while it started; see "
                        + server.launch().log());
            }
            LockSupport.parkNanos(PROBE_INTERVAL.toNanos());
        }
        throw new IOException(server.name() + " is not ready in time: " + why + "; see "
                + server.launch().log());
    }

    /** Its process. */
    public ProcessHandle process() {
        return process;
    }

    /** Kills it, with nothing tidied up, and returns when it is gone. */
    public void kill() throws IOException {
        watchdog.close();
        Processes.kill(process, KILL_TIMEOUT);
        server.disconnect();
    }

    /** Asks it to stop, and returns when it is gone. */
    public void stop() throws IOException {
        watchdog.close();
        Processes.stop(process, Processes.Signal.valueOf(server.stopSignal()), server.stopTimeout());
        server.disconnect();
    }

    /** Starts it again after {@link #kill} or {@link #stop}. */
    public void startAgain() throws IOException {
        server.prepare();
        process = Processes.start(server.launch());
        watchdog = Watchdog.over(process, lastSignal(server), directory);
    }

    /** Kills it if it runs: nobody needs what a test's server has not written yet. */
    @Override
    public void close() {
        try {
            kill();
        } catch (IOException e) {
            throw new IllegalStateException(server.name() + " cannot be killed", e);
        }
    }

    private static String lastSignal(Server server) {
        // PostgreSQL's immediate shutdown; to a JVM the same signal would only mean a thread dump.
        return server instanceof PostgresServer ? "QUIT" : "KILL";
    }
}
