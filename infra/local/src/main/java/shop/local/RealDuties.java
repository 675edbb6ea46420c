package shop.local;

import java.io.IOException;
import java.util.List;
import shop.local.environment.Environment;
import shop.local.server.Distribution;
import shop.local.server.Server;
import shop.local.server.Topics;
import shop.local.supervisor.Duties;

/** What an environment of real servers needs besides its processes: topics and relays. */
final class RealDuties implements Duties {

    private final Environment environment;

    RealDuties(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void whenReady(Server server) throws IOException {
        if (server.name().equals("kafka")) {
            Distribution distribution = new Distribution(environment.home().root());
            new Topics(distribution.topics(), environment.kafka().bootstrapServers()).create();
        }
    }

    @Override
    public void lookAtRelays(Controls controls) {}

    @Override
    public List<RelayStatus> relays() {
        return List.of();
    }

    @Override
    public List<String> notices() {
        return List.of();
    }

    @Override
    public String repairRelay(String service, Controls controls) throws IOException {
        throw new IllegalArgumentException("no relay is called " + service);
    }
}
