package shop.local.relay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import shop.local.server.Kept;
import shop.local.server.PostgresServer;
import shop.local.server.ServiceDatabase;
import shop.local.server.Topics;

/**
 * Keeps every outbox relayed: registers connectors, restarts failed ones, gives up lost slots, and fills an emptied Kafka
 * again. {@link #look} is called every two seconds or so and does what {@link RelayDiagnosis} concludes.
 *
 * <p>It repairs only what it can see: while PostgreSQL or Kafka is down, or Connect was stopped on purpose, it waits. Every
 * repair ends in rows being sent again with the ids they had, so receivers must know what they have seen. Rows that have
 * left the outbox do not come back.
 *
 * <p>It keeps a connection to each database and a client of Kafka for its next look, until {@link #disconnect} or until the
 * servers are not ready.
 *
 * <p>Safe for use by several threads; one looks at a time.
 */
public final class RelaySupervisor {

    /** What it may ask of, and do to, the processes. */
    public interface Processes {

        /** Whether PostgreSQL and Kafka both answer. */
        boolean serversReady();

        /** Whether Kafka Connect answers. */
        boolean connectReady();

        /** Stops Kafka Connect and keeps it stopped until {@link #startConnectAgain}. */
        void holdConnect() throws IOException;

        /** Ends {@link #holdConnect}; does not start what people have stopped. */
        void startConnectAgain() throws IOException;
    }

    private static final int KEPT_NOTICES = 50;
    private static final Duration REPEATED_NOTICE = Duration.ofMinutes(1);

    private final PostgresServer postgres;
    private final Topics topics;
    private final TopicMemory memory;
    private final Connectors connectors;
    private final ConnectorTemplate template;
    private final List<ServiceDatabase> databases;
    private final Processes processes;

    private final Map<ServiceDatabase, Kept<Connection, SQLException>> connections = new HashMap<>();
    private final Map<ServiceDatabase, LagClock> clocks = new HashMap<>();
    private final Map<ServiceDatabase, Long> lastAtWork = new HashMap<>();
    private final Map<String, Instant> noticed = new HashMap<>();
    private final Deque<String> notices = new ArrayDeque<>();
    private volatile List<RelayHealth> health = List.of();

    /**
     * @param postgresPort where the connectors find PostgreSQL
     * @param connect where Kafka Connect's REST API is
     * @param connectorTemplate the deployment's template
     * @param memory a file outside Kafka's and PostgreSQL's data, where it notes which topics there were
     * @throws IOException if the template cannot be read
     */
    public RelaySupervisor(
            PostgresServer postgres,
            int postgresPort,
            Topics topics,
            URI connect,
            Path connectorTemplate,
            Path memory,
            List<ServiceDatabase> databases,
            Processes processes)
            throws IOException {
        this.postgres = postgres;
        this.topics = topics;
        this.memory = new TopicMemory(memory);
        this.connectors = new Connectors(connect);
        this.template = new ConnectorTemplate(connectorTemplate, "127.0.0.1", postgresPort);
        this.databases = List.copyOf(databases);
        this.processes = processes;
        databases.forEach(database -> {
            connections.put(database, new Kept<>(() -> postgres.connect(database.database()), Connection::close));
            clocks.put(database, new LagClock());
        });
    }

    /** How each relay was at the last look, in the order of the databases. */
    public List<RelayHealth> health() {
        return health;
    }

    /** What was repaired and what could not be, with its time, the newest last; the last fifty. */
    public synchronized List<String> notices() {
        return List.copyOf(notices);
    }

    /** Looks at everything once and repairs what needs it. Failures are noted and tried again at the next look. */
    public synchronized void look() {
        if (!processes.serversReady()) {
            disconnect();
            health = databases.stream()
                    .map(database -> waiting(database, "waits for PostgreSQL and Kafka"))
                    .toList();
            return;
        }
        try {
            refillIfEmptied();
        } catch (IOException | SQLException e) {
            notice("Kafka's topics: " + e.getMessage());
            return;
        }
        try {
            Optional<Connectors.Seen> seen =
                    processes.connectReady() ? Optional.of(connectors.look()) : Optional.empty();
            health = databases.stream().map(database -> lookAt(database, seen)).toList();
        } catch (IOException e) {
            notice("Kafka Connect: " + e.getMessage());
            health = databases.stream()
                    .map(database -> waiting(database, "cannot be seen: " + e.getMessage()))
                    .toList();
        }
    }

    /** Gives up what it keeps open. A later look opens it anew. */
    public synchronized void disconnect() {
        connections.values().forEach(Kept::close);
        topics.close();
    }

    /**
     * Repairs one relay now: what a look would do and, when that finds nothing, a restart of its connector.
     *
     * @return what was done, one line for people
     * @throws IOException if it cannot be done now
     * @throws IllegalArgumentException if no service of that name has a relay
     */
    public synchronized String repair(String service) throws IOException {
        ServiceDatabase database = databases.stream()
                .filter(candidate -> candidate.service().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no service is called " + service + "; services: "
                        + databases.stream().map(ServiceDatabase::service).toList()));
        if (!processes.serversReady() || !processes.connectReady()) {
            throw new IOException("PostgreSQL, Kafka and Kafka Connect must be ready for this");
        }
        try {
            refillIfEmptied();
            RelayDiagnosis diagnosis = diagnose(database, connectors.look());
            if (!diagnosis.slot().published()) {
                throw new IOException(service + " has not made its outbox yet");
            }
            List<Repair> repairs = diagnosis.repairs();
            if (repairs.isEmpty()) {
                repairs = List.of(new Repair.Restart(database, "restarted by command"));
            }
            for (Repair repair : repairs) {
                perform(repair);
            }
            return String.join("; ", repairs.stream().map(Repair::why).toList());
        } catch (SQLException e) {
            throw new IOException("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    private RelayHealth lookAt(ServiceDatabase database, Optional<Connectors.Seen> seen) {
        try {
            if (seen.isEmpty()) {
                OutboxSlot.State slot = slotOf(database);
                return new RelayHealth(
                        database.service(),
                        RelayHealth.State.WAITING,
                        slot.lagBytes(),
                        behind(database, slot),
                        "waits for Kafka Connect");
            }
            RelayDiagnosis diagnosis = diagnose(database, seen.get());
            for (Repair repair : diagnosis.repairs()) {
                perform(repair);
            }
            return diagnosis.health(behind(database, diagnosis.slot()));
        } catch (IOException | SQLException e) {
            notice(database.connector() + ": " + e.getMessage());
            return waiting(database, "cannot be seen: " + e.getMessage());
        }
    }

    private RelayDiagnosis diagnose(ServiceDatabase database, Connectors.Seen seen) throws SQLException {
        OutboxSlot.State slot = slotOf(database);
        Optional<Map<String, String>> config = seen.config(database.connector());
        Optional<Connectors.Status> status = seen.status(database.connector());
        long now = System.nanoTime();
        if (slot.active() || slot.busy() || config.isEmpty()) {
            lastAtWork.put(database, now);
        }
        long idle = now - lastAtWork.computeIfAbsent(database, _ -> now);
        return new RelayDiagnosis(database, slot, template.filledFor(database), config, status, Duration.ofNanos(idle));
    }

    private OutboxSlot.State slotOf(ServiceDatabase database) throws SQLException {
        return Objects.requireNonNull(connections.get(database))
                .ask(connection -> OutboxSlot.look(connection, database));
    }

    private void perform(Repair repair) throws IOException, SQLException {
        switch (repair) {
            case Repair.Register register ->
                connectors.put(register.database().connector(), template.filledFor(register.database()));
            case Repair.Restart restart -> {
                connectors.restart(restart.database().connector());
                lastAtWork.put(restart.database(), System.nanoTime());
            }
            case Repair.DropSlot dropSlot -> OutboxSlot.drop(postgres, dropSlot.database());
            case Repair.Refill _ -> refill();
        }
        notice("repaired: " + repair.why());
    }

    private void refillIfEmptied() throws IOException, SQLException {
        Map<String, String> present = topics.ids();
        Set<String> lost = memory.lost(present);
        if (!lost.isEmpty()) {
            perform(new Repair.Refill(lost));
        } else if (!topics.missingIn(present).isEmpty() || memory.isEmpty()) {
            topics.create();
            memory.remember(topics.ids());
        }
    }

    /** Interrupted anywhere, it is done again from the start: the topics are remembered last. */
    private void refill() throws IOException, SQLException {
        processes.holdConnect();
        try {
            topics.create();
            for (ServiceDatabase database : databases) {
                OutboxSlot.drop(postgres, database);
            }
            memory.remember(topics.ids());
        } finally {
            processes.startConnectAgain();
        }
    }

    private Duration behind(ServiceDatabase database, OutboxSlot.State slot) {
        LagClock clock = clocks.computeIfAbsent(database, _ -> new LagClock());
        return slot.exists() ? clock.behind(slot.written(), slot.relayed(), System.nanoTime()) : Duration.ZERO;
    }

    private static RelayHealth waiting(ServiceDatabase database, String why) {
        return new RelayHealth(database.service(), RelayHealth.State.WAITING, -1, Duration.ZERO, why);
    }

    /** Says the same thing once a minute at most: a repair that fails is tried every two seconds. */
    private void notice(String what) {
        Instant now = Instant.now();
        noticed.values().removeIf(at -> at.isBefore(now.minus(REPEATED_NOTICE)));
        if (noticed.putIfAbsent(what, now) != null) {
            return;
        }
        if (notices.size() == KEPT_NOTICES) {
            notices.removeFirst();
        }
        notices.addLast(now + " " + what);
    }
}
