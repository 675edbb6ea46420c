/** The relay: Debezium's connectors that carry each outbox to Kafka, how they are, and what is done when they are not well. */
@NullMarked
package shop.local.relay;

import org.jspecify.annotations.NullMarked;
