package shop.local.control;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import shop.local.environment.Environment;
import shop.local.environment.Services;
import shop.local.supervisor.Supervisor;

/** The control API of one environment, with all that it offers, for as long as the supervisor lives. */
public final class ControlRoom implements AutoCloseable {

    private static final Duration SERVICES_ANSWER_WITHIN = Duration.ofSeconds(3);

    private final Consumers consumers;
    private final Bursts bursts;
    private final ControlServer server;

    /** Opens it, on the supervisor's port. */
    public ControlRoom(Environment environment, Supervisor supervisor) throws IOException {
        List<URI> orders = environment.addresses().getOrDefault("order-service", List.of());
        Services services = new Services(environment.addresses(), environment.operatorToken(), SERVICES_ANSWER_WITHIN);
        this.consumers = new Consumers(
                environment.kafka().bootstrapServers(),
                Consumers.SUBSCRIPTIONS,
                () -> supervisor.isReady(environment.kafka().name()));
        this.bursts = new Bursts(orders);
        Set<Integer> pages = orders.stream().map(URI::getPort).collect(Collectors.toSet());
        this.server = new ControlServer(
                new Routes(supervisor, consumers, new Stock(services), bursts, new BookKeeper(services::get)),
                environment.port("supervisor"),
                pages,
                environment.controlToken());
    }

    @Override
    public void close() {
        server.close();
        bursts.close();
        consumers.close();
    }
}
