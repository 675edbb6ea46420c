package shop.relay;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.spi.SlotState;
import java.sql.SQLException;

/** A connector's slot, asked after and dropped over a connection of its own. */
final class ReplicationSlot {

    private final PostgresConnectorConfig config;

    ReplicationSlot(PostgresConnectorConfig config) {
        this.config = config;
    }

    /** Up to where PostgreSQL holds the log to be received: a stream begins here at the earliest. */
    Lsn confirmed() throws SQLException {
        try (PostgresConnection connection = connect()) {
            SlotState state = connection.getReplicationSlotState(
                    config.slotName(), config.plugin().getPostgresPluginName());
            if (state == null) {
                throw new SQLException("the slot " + config.slotName() + " is gone");
            }
            return state.slotLastFlushedLsn();
        }
    }

    /** Tries for a few seconds. It stays if another still streams from it. */
    void drop() {
        try (PostgresConnection connection = connect()) {
            connection.dropReplicationSlot(config.slotName());
        }
    }

    private PostgresConnection connect() {
        return new PostgresConnection(config.getJdbcConfig(), "Gapless replication");
    }

    @Override
    public String toString() {
        return config.slotName();
    }
}
