package shop.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The transactional outbox: the only way a service says anything. A message appended in a transaction is relayed to its
 * topic if, and only if, that transaction commits; at least once, and in commit order for one key.
 *
 * <p>The table is insert-only and partitioned by time; {@link Retention} drops old partitions once they are relayed.
 */
@ApplicationScoped
public class Outbox {

    /** The longest body the relay is asked to carry; the table refuses a longer one too. */
    public static final int MAX_PAYLOAD_BYTES = 512 * 1024;

    private static final String INSERT = """
            insert into outbox (topic, message_key, type, source, subject, causation_id, traceparent, step, attempt, payload)
            select topic, message_key, type, ?, message_key, causation_id, traceparent, step, attempt, payload
              from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                as m(topic, message_key, type, causation_id, traceparent, step, attempt, payload)
            """;

    private final Database database;
    private final String source;

    Outbox(Database database, @ConfigProperty(name = "quarkus.application.name") String serviceName) {
        this.database = database;
        this.source = "/" + serviceName;
    }

    /**
     * Appends messages with one statement, however many they are.
     *
     * @throws IllegalArgumentException if a body is longer than {@link #MAX_PAYLOAD_BYTES}
     * @throws jakarta.transaction.TransactionalException if no transaction is active
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(List<OutgoingMessage> messages) {
        if (messages.isEmpty()) {
            return;
        }
        messages.forEach(Outbox::refuseOversize);
        database.update(
                INSERT,
                source,
                texts(messages, OutgoingMessage::topic),
                texts(messages, OutgoingMessage::key),
                texts(messages, OutgoingMessage::type),
                messages.stream().map(OutgoingMessage::causationId).toArray(UUID[]::new),
                texts(messages, OutgoingMessage::traceparent),
                texts(messages, OutgoingMessage::step),
                messages.stream().map(OutgoingMessage::attempt).toArray(Integer[]::new),
                texts(messages, OutgoingMessage::payload));
    }

    private static String[] texts(List<OutgoingMessage> messages, Function<OutgoingMessage, String> field) {
        return messages.stream().map(field).toArray(String[]::new);
    }

    private static void refuseOversize(OutgoingMessage message) {
        int bytes = message.payload().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("%s for %s is %d bytes long; the outbox takes at most %d"
                    .formatted(message.type(), message.key(), bytes, MAX_PAYLOAD_BYTES));
        }
    }
}
