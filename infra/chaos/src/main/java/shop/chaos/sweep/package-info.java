/** The crash-point sweep: every point at which a service can die, from the saga's definition, and an order for each. */
@NullMarked
package shop.chaos.sweep;

import org.jspecify.annotations.NullMarked;
