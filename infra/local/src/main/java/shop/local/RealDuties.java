package shop.local;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Environment;
import shop.local.relay.RelayHealth;
import shop.local.relay.RelaySupervisor;
import shop.local.server.Server;
import shop.local.server.Topics;
import shop.local.supervisor.Duties;

/** What an environment of real servers needs besides its processes: topics and relays. */
final class RealDuties implements Duties {

    private final Environment environment;
    private @Nullable RelaySupervisor relays;

    RealDuties(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void whenReady(Server server) throws IOException {
        if (server.name().equals("kafka")) {
            try (Topics topics = topics()) {
                topics.create();
            }
        }
    }

    @Override
    public void lookAtRelays(Controls controls) {
        try {
            supervisor(controls).look();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the relay's files cannot be read", e);
        }
    }

    @Override
    public synchronized void disconnect() {
        if (relays != null) {
            relays.disconnect();
        }
    }

    @Override
    public synchronized List<RelayStatus> relays() {
        if (relays == null || relays.health().isEmpty()) {
            return environment.databases().stream()
                    .map(database -> new RelayStatus(database.service(), false, -1, "not looked at yet"))
                    .toList();
        }
        return relays.health().stream().map(RealDuties::statusOf).toList();
    }

    @Override
    public synchronized List<String> notices() {
        return relays == null ? List.of() : relays.notices();
    }

    @Override
    public String repairRelay(String service, Controls controls) throws IOException {
        return supervisor(controls).repair(service);
    }

    private synchronized RelaySupervisor supervisor(Controls controls) throws IOException {
        if (relays == null) {
            relays = new RelaySupervisor(
                    environment.postgres(),
                    environment.postgresSeenByOthers(),
                    topics(),
                    Objects.requireNonNull(environment.connect().url()),
                    environment.distribution().connectorTemplate(),
                    environment.home().data("relay").resolve("topic-ids.json"),
                    environment.databases(),
                    new RelayProcesses(controls));
        }
        return relays;
    }

    private Topics topics() throws IOException {
        return new Topics(
                environment.distribution().topics(), environment.kafka().bootstrapServers());
    }

    private static RelayStatus statusOf(RelayHealth health) {
        return new RelayStatus(health.service(), health.following(), health.lagBytes(), health.detail());
    }

    /** The supervisor's processes as the relay sees them. */
    private record RelayProcesses(Controls controls) implements RelaySupervisor.Processes {

        @Override
        public boolean serversReady() {
            return controls.isReady("postgres") && controls.isReady("kafka");
        }

        @Override
        public boolean connectReady() {
            return controls.isReady("connect");
        }

        @Override
        public void holdConnect() throws IOException {
            controls.hold("connect");
        }

        @Override
        public void startConnectAgain() throws IOException {
            controls.startAgain("connect");
        }
    }
}
