/** What the databases, Kafka and the services' doors held when everything had come to rest, as plain records. */
@NullMarked
package shop.chaos.evidence;

import org.jspecify.annotations.NullMarked;
