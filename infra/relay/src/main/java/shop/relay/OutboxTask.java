package shop.relay;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.time.Duration;

/** The task of {@link OutboxConnector}: Debezium's, over a {@link GaplessReplication}. */
public final class OutboxTask extends PostgresConnectorTask {

    @Override
    public ReplicationConnection createReplicationConnection(
            PostgresConnectorConfig config, int maxRetries, Duration retryDelay) {
        return new GaplessReplication(
                super.createReplicationConnection(config, maxRetries, retryDelay), new ReplicationSlot(config));
    }
}
