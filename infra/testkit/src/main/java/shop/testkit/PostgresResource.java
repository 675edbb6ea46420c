package shop.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shop.local.server.Passwords;
import shop.local.server.Ports;
import shop.local.server.PostgresServer;
import shop.local.server.RunningServer;
import shop.local.server.ServiceDatabase;

/**
 * A real PostgreSQL for a {@code @QuarkusTest}, with the roles and the database of one service as in production: on a free
 * port, with a directory of its own, gone with the tests. Points the data source and Flyway at it.
 *
 * <p>Init argument: {@code service}, for example {@code payment-service}.
 */
public class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private String service = "";
    private @Nullable Path directory;
    private @Nullable RunningServer running;

    @Override
    public void init(Map<String, String> arguments) {
        service = Objects.requireNonNull(arguments.get("service"), "init argument `service` is missing");
    }

    @Override
    public Map<String, String> start() {
        ServiceDatabase database = new ServiceDatabase(service);
        Path home = TestServers.newDirectory("postgres");
        directory = home;
        Passwords passwords = new Passwords(home.resolve("secrets"));
        int port = Ports.free(1).getFirst();
        PostgresServer server = new PostgresServer(
                TestServers.distribution(),
                TestServers.distribution().postgresForTests(),
                home.resolve("postgres"),
                home.resolve("postgres.log"),
                port,
                List.of(database),
                passwords);
        try {
            running = RunningServer.start(server, home);
            running.awaitReady();
            return Map.of(
                    "quarkus.datasource.jdbc.url", database.jdbcUrl(port),
                    "quarkus.datasource.username", database.app(),
                    "quarkus.datasource.password", passwords.of(database.app()),
                    "quarkus.flyway.username", database.owner(),
                    "quarkus.flyway.password", passwords.of(database.owner()),
                    "quarkus.flyway.placeholders.app", database.app(),
                    "quarkus.flyway.placeholders.relay", database.relay(),
                    "shop.operator-token", TestServers.OPERATOR_TOKEN);
        } catch (IOException e) {
            // The directory stays: its log tells why.
            directory = null;
            stop();
            throw new UncheckedIOException("no PostgreSQL for the tests of " + service, e);
        }
    }

    @Override
    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
        if (directory != null) {
            TestServers.delete(directory);
            directory = null;
        }
    }
}
