/** Measures the running system, beside the floor that its SQL sets. */
@NullMarked
package shop.bench;

import org.jspecify.annotations.NullMarked;
