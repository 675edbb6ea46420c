/** Sends orders at the times a schedule names, and notes what became of each. */
@NullMarked
package shop.bench.load;

import org.jspecify.annotations.NullMarked;
