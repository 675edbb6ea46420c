package shop.relay;

import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.connector.postgresql.connection.WalPositionLocator;
import io.debezium.connector.postgresql.spi.SlotCreationResult;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A replication connection that refuses to stream when PostgreSQL would begin after the position that was asked for.
 *
 * <p>PostgreSQL does not refuse: asked for what lies before its slot, it begins at the slot and says nothing. A slot that was
 * dropped and made again so loses all between. Debezium looks at the slot when it decides whether to send a table again, by
 * the position of the last commit that it streamed, if there is one; and half a second later, when it wants to stream, it
 * makes a slot that is gone by then.
 *
 * <p>Here the slot is looked at while the stream has it in use: then nobody can drop it any more. If there is a gap, the slot
 * is dropped and the task starts again; without a slot, it sends again whatever the table holds.
 */
final class GaplessReplication implements ReplicationConnection {

    private final ReplicationConnection connection;
    private final ReplicationSlot slot;

    GaplessReplication(ReplicationConnection connection, ReplicationSlot slot) {
        this.connection = connection;
        this.slot = slot;
    }

    @Override
    public ReplicationStream startStreaming(WalPositionLocator position) throws SQLException, InterruptedException {
        return connection.startStreaming(position);
    }

    /** @throws SQLException if there is a gap: of all, Debezium takes this for a reason to try again */
    @Override
    public ReplicationStream startStreaming(@Nullable Lsn asked, WalPositionLocator position)
            throws SQLException, InterruptedException {
        ReplicationStream stream = connection.startStreaming(asked, position);
        Lsn begins = slot.confirmed();
        if (asked == null || begins.compareTo(asked) <= 0) {
            return stream;
        }
        close();
        slot.drop();
        throw new SQLException(
                "the slot %s was made anew: it begins at %s, after %s; it is dropped, and all is sent again"
                        .formatted(slot, begins, asked));
    }

    @Override
    public Optional<SlotCreationResult> createReplicationSlot() throws SQLException {
        return connection.createReplicationSlot();
    }

    @Override
    public void initConnection() throws SQLException, InterruptedException {
        connection.initConnection();
    }

    @Override
    public boolean isConnected() throws SQLException {
        return connection.isConnected();
    }

    @Override
    public void reconnect() throws SQLException {
        connection.reconnect();
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException("the replication connection cannot be closed", e);
        }
    }
}
