package shop.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.debezium.data.Envelope;
import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class BareSourceTest {

    private final BareSource source = new BareSource();

    @Test
    void itFitsAnEnvelope_andSaysNothing() {
        Schema row = SchemaBuilder.struct()
                .optional()
                .field("id", Schema.STRING_SCHEMA)
                .build();
        Envelope envelope = Envelope.defineSchema()
                .withName("test.Envelope")
                .withRecord(row)
                .withSource(source.schema())
                .build();

        Struct event = envelope.create(new Struct(row).put("id", "1"), source.struct(null), Instant.EPOCH);

        assertThatCode(event::validate).doesNotThrowAnyException();
        assertThat(event.getStruct("source").schema().fields())
                .extracting(field -> event.getStruct("source").get(field))
                .containsOnlyNulls();
    }

    @Test
    void eachEventHasAStructOfItsOwn() {
        assertThat(source.struct(null)).isNotSameAs(source.struct(null));
    }
}
