/**
 * The agent that halts a service at a named point. It is a jar of its own that depends on nothing but the JDK, and is
 * attached with {@code -javaagent} by the crash-point sweep alone; no service is built with it.
 */
@NullMarked
package shop.chaos.agent;

import org.jspecify.annotations.NullMarked;
