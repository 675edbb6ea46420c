package shop.local.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Home;
import shop.local.environment.Listeners;
import shop.local.server.Ports;
import shop.local.server.Server;

/**
 * Keeps all processes of an environment. At most one works on a home at a time, which a file lock ensures. When it is
 * killed its processes run on, and the next one adopts them.
 */
public final class Supervisor implements AutoCloseable {

    /** There is a supervisor already. */
    public static final class AlreadyRunning extends IOException {
        private static final long serialVersionUID = 1;

        AlreadyRunning(String message) {
            super(message);
        }
    }

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);
    private static final int GIVE_UP_AFTER_FAILURES = 3;

    private final Home home;
    private final Map<String, Keeper> keepers = new LinkedHashMap<>();
    private final Duties duties;
    private final Consumer<String> report;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Controls controls = new Controls();
    private volatile boolean settled;

    /**
     * Takes charge of a home and finds what runs there already. Starts nothing yet.
     *
     * @param servers in the order in which people see them
     * @param report gets a line for each thing that people should know
     * @throws AlreadyRunning if another supervisor is in charge
     */
    public Supervisor(Home home, List<Server> servers, Duties duties, Consumer<String> report) throws IOException {
        this.home = home;
        this.duties = duties;
        this.report = report;
        home.create();
        this.lockFile = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        this.lock = lockOrRefuse();
        SupervisorFile.write(home);
        for (Server server : servers) {
            ProcessFile file = new ProcessFile(home.run(), server.name());
            Keeper keeper = new Keeper(server, file, duties, controls::isReady, report);
            keepers.put(server.name(), keeper);
            keeper.adopt();
        }
    }

    /** The names of the processes that run in a home, whether or not a supervisor is in charge. */
    public static List<String> running(Home home, List<Server> servers, Consumer<String> report) {
        List<String> running = new ArrayList<>();
        for (Server server : servers) {
            ProcessFile file = new ProcessFile(home.run(), server.name());
            Keeper keeper = new Keeper(server, file, Duties.NONE, name -> false, report);
            keeper.adopt();
            if (keeper.isAlive()) {
                running.add(server.name());
            }
        }
        return running;
    }

    /** The names of the processes that run already. */
    public List<String> adopted() {
        return keepers.values().stream()
                .filter(Keeper::isAlive)
                .map(keeper -> keeper.server().name())
                .toList();
    }

    /**
     * Every port that someone else holds, one line each; nothing may be started while there is one.
     *
     * @param more ports that will be needed besides the servers', by name
     */
    public List<String> takenPorts(Map<String, Integer> more) {
        List<String> taken = new ArrayList<>();
        for (Keeper keeper : keepers.values()) {
            if (!keeper.isAlive()) {
                keeper.server()
                        .ports()
                        .forEach(port -> addIfTaken(keeper.server().name(), port, taken));
            }
        }
        more.forEach((name, port) -> addIfTaken(name, port, taken));
        return taken;
    }

    /** Begins to keep every process; with {@code all}, those too that were stopped, killed or paused by command. */
    public void begin(boolean all) throws IOException {
        for (Keeper keeper : keepers.values()) {
            if (all) {
                keeper.wantRunning();
            }
            keeper.begin();
        }
        Thread.ofVirtual().name("relays").start(this::lookAfterRelays);
    }

    /**
     * Waits until everything is ready, reporting each process as it gets there.
     *
     * @return why it will not be, or empty when everything is ready
     */
    public Optional<String> awaitReady(Duration deadline) throws InterruptedException {
        Instant began = Instant.now();
        Instant nextProgress = began.plus(PROGRESS_EVERY);
        List<String> reported = new ArrayList<>();
        while (!stopAsked.await(100, TimeUnit.MILLISECONDS)) {
            for (Keeper keeper : keepers.values()) {
                reportOnce(keeper, began, reported);
            }
            Optional<String> failure = failure();
            if (failure.isPresent()) {
                return failure;
            }
            List<String> waiting = waitingFor();
            if (waiting.isEmpty()) {
                settled = true;
                return Optional.empty();
            }
            if (Instant.now().isAfter(nextProgress)) {
                report.accept("… %d s, waiting for %s"
                        .formatted(Duration.between(began, Instant.now()).toSeconds(), String.join("; ", waiting)));
                nextProgress = Instant.now().plus(PROGRESS_EVERY);
            }
            if (Instant.now().isAfter(began.plus(deadline))) {
                return Optional.of(
                        "not ready after %d s: %s".formatted(deadline.toSeconds(), String.join("; ", waiting)));
            }
        }
        return Optional.of("stopped while starting");
    }

    /** Whether everything was ready once. */
    public boolean settled() {
        return settled;
    }

    /** Waits until somebody asks for the end. */
    public void awaitStopAsked() throws InterruptedException {
        stopAsked.await();
    }

    /** Asks for the end; returns at once. */
    public void askToStop() {
        stopAsked.countDown();
    }

    /** Stops everything in the reverse order of its start and gives up the home. Done once, however often it is called. */
    public synchronized void shutDown() {
        askToStop();
        if (stopped.getCount() == 0) {
            return;
        }
        keepers.values().forEach(Keeper::close);
        for (List<Keeper> layer : layersFromTheTop()) {
            stopTogether(layer);
        }
        close();
    }

    /** Gives up the home; the processes run on. */
    @Override
    public synchronized void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        askToStop();
        keepers.values().forEach(Keeper::close);
        try {
            SupervisorFile.delete(home);
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            report.accept("the home could not be given up cleanly: " + e.getMessage());
        }
        stopped.countDown();
    }

    /** How every process is. */
    public List<ProcessStatus> status() {
        return keepers.values().stream().map(Supervisor::statusOf).toList();
    }

    /** Whether the process of that name is ready. */
    public boolean isReady(String name) {
        return controls.isReady(name);
    }

    /** How every relay is. */
    public List<Duties.RelayStatus> relays() {
        return duties.relays();
    }

    /** What was repaired by itself. */
    public List<String> notices() {
        return duties.notices();
    }

    /**
     * Does to a process what people ask for, and returns when it is done.
     *
     * @throws IllegalArgumentException for an unknown name
     * @throws IllegalStateException when it makes no sense in the process's state
     */
    public ProcessStatus command(String name, ProcessCommand command) throws IOException {
        Keeper keeper = keeper(name);
        switch (command) {
            case KILL -> keeper.kill();
            case STOP -> keeper.stop();
            case START -> keeper.start();
            case PAUSE -> keeper.pause();
            case RESUME -> keeper.resume();
        }
        report.accept("%s: %s by command".formatted(name, keeper.view().state().text()));
        return statusOf(keeper);
    }

    /** Repairs one relay now. */
    public String repairRelay(String service) throws IOException {
        return duties.repairRelay(service, controls);
    }

    private Keeper keeper(String name) {
        Keeper keeper = keepers.get(name);
        if (keeper == null) {
            throw new IllegalArgumentException(
                    "no process has the name " + name + "; names: " + String.join(", ", keepers.keySet()));
        }
        return keeper;
    }

    private FileLock lockOrRefuse() throws IOException {
        try {
            @Nullable FileLock taken = lockFile.tryLock();
            if (taken != null) {
                return taken;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: refused below like any other.
            report.accept("the lock is held by this process");
        }
        lockFile.close();
        throw new AlreadyRunning(SupervisorFile.find(home)
                .map(supervisor -> "already running (supervisor pid " + supervisor.pid() + ")")
                .orElse("already running (its supervisor's pid file is unreadable; " + home.lock() + " is locked)"));
    }

    private void lookAfterRelays() {
        try {
            lookUntilStopAsked();
        } finally {
            duties.disconnect();
        }
    }

    private void lookUntilStopAsked() {
        while (stopAsked.getCount() > 0) {
            try {
                duties.lookAtRelays(controls);
                for (Keeper keeper : keepers.values()) {
                    keeper.mendFile();
                }
                if (SupervisorFile.find(home).isEmpty()) {
                    nameAgain();
                }
                if (stopAsked.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (IOException | RuntimeException e) {
                report.accept("looking after the relays: " + e);
                java.util.concurrent.locks.LockSupport.parkNanos(LOOK.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void nameAgain() {
        try {
            if (stopAsked.getCount() > 0) {
                SupervisorFile.write(home);
            }
        } catch (IOException e) {
            report.accept("the supervisor's pid file cannot be written: " + e.getMessage());
        }
    }

    private void reportOnce(Keeper keeper, Instant began, List<String> reported) {
        String name = keeper.server().name();
        if (keeper.view().state() == State.READY && !reported.contains(name)) {
            reported.add(name);
            report.accept("%-20s ready after %5.1f s"
                    .formatted(name, Duration.between(began, Instant.now()).toMillis() / 1000.0));
        }
    }

    private Optional<String> failure() {
        return keepers.values().stream()
                .filter(keeper -> keeper.view().state() == State.FAILED
                        || (keeper.view().startMillis() == null && keeper.view().failures() >= GIVE_UP_AFTER_FAILURES))
                .map(keeper -> keeper.server().name() + ": " + keeper.view().detail())
                .findFirst();
    }

    private List<String> waitingFor() {
        List<String> waiting = new ArrayList<>();
        for (Keeper keeper : keepers.values()) {
            Keeper.View view = keeper.view();
            if (view.state() != State.READY) {
                waiting.add(keeper.server().name() + (view.detail().isEmpty() ? "" : " (" + view.detail() + ")"));
            }
        }
        for (Duties.RelayStatus relay : duties.relays()) {
            if (!relay.ready()) {
                waiting.add("relay of " + relay.service() + " (" + relay.detail() + ")");
            }
        }
        return waiting;
    }

    private static ProcessStatus statusOf(Keeper keeper) {
        Keeper.View view = keeper.view();
        Server server = keeper.server();
        Long startMillis = view.startMillis();
        Long pid = view.pid();
        return new ProcessStatus(
                server.name(),
                view.state().text(),
                pid,
                server.ports().getFirst(),
                server.url() == null ? null : String.valueOf(server.url()),
                view.detail().isEmpty() ? null : view.detail(),
                startMillis == null ? null : startMillis / 1000.0,
                pid == null ? null : Memory.ofTreeMiB(pid),
                view.restarts());
    }

    private void stopTogether(List<Keeper> layer) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Keeper, Future<?>> stopping = new LinkedHashMap<>();
            for (Keeper keeper : layer) {
                stopping.put(keeper, threads.submit(() -> {
                    keeper.shutDown();
                    return true;
                }));
            }
            stopping.forEach(this::awaitStopped);
        }
    }

    private void awaitStopped(Keeper keeper, Future<?> stopping) {
        try {
            stopping.get();
            report.accept(keeper.server().name() + " stopped");
        } catch (ExecutionException e) {
            report.accept(
                    "%s could not be stopped: %s".formatted(keeper.server().name(), e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<List<Keeper>> layersFromTheTop() {
        List<List<Keeper>> layers = new ArrayList<>();
        for (Keeper keeper : keepers.values()) {
            int height = height(keeper.server());
            while (layers.size() <= height) {
                layers.add(new ArrayList<>());
            }
            layers.get(height).add(keeper);
        }
        return layers.reversed();
    }

    private int height(Server server) {
        return server.needs().stream()
                .filter(keepers::containsKey)
                .mapToInt(name -> 1 + height(keeper(name).server()))
                .max()
                .orElse(0);
    }

    private static void addIfTaken(String name, int port, List<String> taken) {
        if (Ports.isTaken(port)) {
            String holder = Listeners.on(port)
                    .map(process -> " by pid " + process.pid()
                            + process.info()
                                    .command()
                                    .map(command -> " (" + command + ")")
                                    .orElse(""))
                    .orElse("");
            taken.add("port %d (%s) is taken%s".formatted(port, name, holder));
        }
    }

    private final class Controls implements Duties.Controls {

        @Override
        public boolean isReady(String name) {
            Keeper keeper = keepers.get(name);
            return keeper != null && keeper.view().state() == State.READY;
        }

        @Override
        public void hold(String name) throws IOException {
            keeper(name).hold();
        }

        @Override
        public void startAgain(String name) {
            keeper(name).release();
        }
    }
}
