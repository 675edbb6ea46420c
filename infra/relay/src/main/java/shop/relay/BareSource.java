package shop.relay;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.AbstractSourceInfo;
import io.debezium.connector.SourceInfoStructMaker;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Says nothing of where in the log an event stood: the outbox router throws that away with the rest of Debezium's envelope.
 * Chosen with {@code sourceinfo.struct.maker}.
 *
 * <p>It is not the struct that costs. An event without a time of its own is no measurement of Debezium's lag, and so does not
 * wake the thread that collects those, once for each event and whether or not anybody asks for them. How far a relay is
 * behind is told by its slot in PostgreSQL.
 *
 * <p>The fields are those that Debezium looks for; none is ever set.
 */
public final class BareSource implements SourceInfoStructMaker<AbstractSourceInfo> {

    private static final Schema SCHEMA = SchemaBuilder.struct()
            .name("shop.relay.BareSource")
            .field(AbstractSourceInfo.TIMESTAMP_KEY, Schema.OPTIONAL_INT64_SCHEMA)
            .field(AbstractSourceInfo.SNAPSHOT_KEY, Schema.OPTIONAL_STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    @Override
    public void init(String connector, String version, CommonConnectorConfig config) {
        // Nothing of it is told.
    }

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    /** A new one each time: Debezium notes in it which event of a snapshot was the last. */
    @Override
    public Struct struct(AbstractSourceInfo source) {
        return new Struct(SCHEMA);
    }
}
