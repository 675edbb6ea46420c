package shop.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was received: a CloudEvents 1.0 envelope read from Kafka headers (binary content mode), and the body.
 *
 * <p>The same message may arrive any number of times, always with the same {@code id}.
 *
 * @param id the message's identity, {@code ce_id}: the primary key of the sender's outbox row
 * @param topic the topic it was read from
 * @param key the record's key: the order id, or the SKU on {@code product.events}
 * @param type {@code ce_type}, for example {@code shop.payment.AuthorizePayment.v1}
 * @param causationId the message this one answers, where there is one
 * @param traceparent the W3C trace context, where there is one
 * @param step the saga step the message belongs to, where there is one
 * @param attempt which sending of the command this is, or answers; from 1, for diagnosis only
 * @param payload the body: one JSON object
 */
public record IncomingMessage(
        UUID id,
        String topic,
        String key,
        String type,
        @Nullable UUID causationId,
        @Nullable String traceparent,
        @Nullable String step,
        int attempt,
        String payload) {}
