/** What is added to Debezium's plugin in Kafka Connect. */
@NullMarked
package shop.relay;

import org.jspecify.annotations.NullMarked;
