package shop.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: the database answers and holds our tables. It says which of the two is missing. Kafka is no part of it:
 * while the queue is down, the service accepts work and its outbox keeps what it owes.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {

    private static final String MISSING = """
            select name from unnest(array['outbox', 'inbox', 'parked', 'topic_identity']) as t(name)
             where to_regclass('public.' || name) is null
            """;

    private final Database database;

    DatabaseReadiness(Database database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            List<String> missing = database.query(MISSING, row -> row.getString(1));
            return missing.isEmpty()
                    ? HealthCheckResponse.up("database")
                    : down("migrations have not run: no table " + String.join(", ", missing));
        } catch (DatabaseException e) {
            return down("the database cannot be reached: " + BatchConsumer.describe(e));
        }
    }

    private static HealthCheckResponse down(String missing) {
        return HealthCheckResponse.named("database")
                .down()
                .withData("missing", missing)
                .build();
    }
}
