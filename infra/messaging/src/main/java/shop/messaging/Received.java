package shop.messaging;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record as it came, and what could be made of it. */
sealed interface Received {

    ConsumerRecord<String, String> record();

    /** A message with its envelope. */
    record Readable(ConsumerRecord<String, String> record, IncomingMessage message) implements Received {}

    /** No message of ours: without a key or a body, or with an envelope that cannot be read. */
    record Unreadable(ConsumerRecord<String, String> record, String reason) implements Received {}
}
