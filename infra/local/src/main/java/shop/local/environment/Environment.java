package shop.local.environment;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.local.server.ConnectServer;
import shop.local.server.Distribution;
import shop.local.server.KafkaServer;
import shop.local.server.Passwords;
import shop.local.server.PostgresServer;
import shop.local.server.Server;
import shop.local.server.ServiceDatabase;

/** All servers of an environment, made from its home and its settings. */
public final class Environment {

    /** The services, in the order in which people see them. */
    public static final List<String> SERVICES =
            List.of("order-service", "payment-service", "inventory-service", "shipping-service");

    /** The name of the secret that opens the operators' endpoints. */
    public static final String OPERATOR_TOKEN = "operator-token";

    private static final String CONTROL_TOKEN = "control-token";
    private static final int MAX_REPLICAS = 9;

    private final Home home;
    private final Settings settings;
    private final Passwords passwords;
    private final Distribution distribution;

    /**
     * @throws IllegalArgumentException if the settings name a service that does not exist or too many replicas
     */
    public Environment(Home home, Settings settings) {
        settings.replicas().forEach((service, count) -> {
            if (!SERVICES.contains(service)) {
                throw new IllegalArgumentException(
                        "no service is called " + service + "; services: " + String.join(", ", SERVICES));
            }
            if (count < 1 || count > MAX_REPLICAS) {
                throw new IllegalArgumentException("replicas of %s must be 1 to %d".formatted(service, MAX_REPLICAS));
            }
        });
        this.home = home;
        this.settings = settings;
        this.passwords = new Passwords(home.secrets());
        this.distribution = new Distribution(home.root());
    }

    public Home home() {
        return home;
    }

    public Settings settings() {
        return settings;
    }

    /** Every server, in the order in which people see them. */
    public List<Server> servers() {
        List<Server> servers = new ArrayList<>();
        servers.add(postgres());
        servers.add(kafka());
        servers.add(connect());
        for (String service : SERVICES) {
            for (String name : replicasOf(service, settings.replicas())) {
                servers.add(new ServiceServer(
                        name, service, home, settings.seenByOthers(), passwords, settings.furtherEnvironment()));
            }
        }
        return servers;
    }

    public PostgresServer postgres() {
        return new PostgresServer(
                distribution,
                home.cache(),
                home.data("postgres"),
                home.log("postgres"),
                port("postgres"),
                databases(),
                passwords);
    }

    public KafkaServer kafka() {
        return new KafkaServer(
                distribution,
                home.data("kafka"),
                home.log("kafka"),
                port("kafka"),
                port("kafka-controller"),
                settings.seenByOthers().of("kafka"));
    }

    public ConnectServer connect() {
        return new ConnectServer(
                distribution,
                home.data("connect"),
                home.log("connect"),
                port("connect"),
                kafka(),
                databases(),
                passwords);
    }

    /** One for each service. */
    public List<ServiceDatabase> databases() {
        return SERVICES.stream().map(ServiceDatabase::new).toList();
    }

    /** Where programs and deployment files lie. */
    public Distribution distribution() {
        return distribution;
    }

    /** Where the relay finds PostgreSQL: its own port, or that of a proxy in front of it. */
    public int postgresSeenByOthers() {
        return settings.seenByOthers().of("postgres");
    }

    /** The port of a process. */
    public int port(String name) {
        return settings.ports().of(name);
    }

    /** The addresses of each service's replicas. */
    public Map<String, List<URI>> addresses() {
        return SERVICES.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        service -> replicasOf(service, settings.replicas()).stream()
                                .map(replica -> URI.create("http://127.0.0.1:" + port(replica)))
                                .toList()));
    }

    /** What opens the operators' endpoints; generated when it is first needed. */
    public String operatorToken() throws IOException {
        return passwords.of(OPERATOR_TOKEN);
    }

    /** What opens the supervisor's control API; generated when it is first needed. */
    public String controlToken() throws IOException {
        return passwords.of(CONTROL_TOKEN);
    }

    private static List<String> replicasOf(String service, Map<String, Integer> replicas) {
        List<String> names = new ArrayList<>();
        names.add(service);
        for (int i = 2; i <= replicas.getOrDefault(service, 1); i++) {
            names.add(service + "-" + i);
        }
        return names;
    }
}
