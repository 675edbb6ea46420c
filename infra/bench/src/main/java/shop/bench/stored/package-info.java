/** Orders of former days, in all databases, as they would have been left behind. */
@NullMarked
package shop.bench.stored;

import org.jspecify.annotations.NullMarked;
