package shop.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message a service owes, to be written to its {@link Outbox} in the transaction that makes it true. Its id is given
 * by the database when the row is inserted.
 *
 * @param topic the topic the relay will write it to
 * @param key the record's key: the order id, or the SKU on {@code product.events}
 * @param type for example {@code shop.payment.PaymentAuthorized.v1}
 * @param payload the body: one JSON object of at most {@link Outbox#MAX_PAYLOAD_BYTES}
 * @param causationId the message that led to this one, if any
 * @param traceparent the W3C trace context to hand on, if any
 * @param step the saga step it belongs to, if any
 * @param attempt which sending of the command this is, or answers; from 1
 */
public record OutgoingMessage(
        String topic,
        String key,
        String type,
        String payload,
        @Nullable UUID causationId,
        @Nullable String traceparent,
        @Nullable String step,
        int attempt) {

    /** An answer to {@code command}: same key, step, attempt and trace; the command is its cause. */
    public static OutgoingMessage answering(IncomingMessage command, String topic, String type, String payload) {
        return new OutgoingMessage(
                topic,
                command.key(),
                type,
                payload,
                command.id(),
                command.traceparent(),
                command.step(),
                command.attempt());
    }

    /** A message nobody asked for: no cause, no step. */
    public static OutgoingMessage of(String topic, String key, String type, String payload) {
        return new OutgoingMessage(topic, key, type, payload, null, null, null, 1);
    }
}
