/** One local environment: its directory, its ports, its settings, and the servers that follow from them. */
@NullMarked
package shop.local.environment;

import org.jspecify.annotations.NullMarked;
