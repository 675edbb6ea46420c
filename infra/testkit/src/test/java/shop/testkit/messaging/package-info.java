/** Tries the shared messaging on a real PostgreSQL and a real Kafka, with a toy service. */
@NullMarked
package shop.testkit.messaging;

import org.jspecify.annotations.NullMarked;
