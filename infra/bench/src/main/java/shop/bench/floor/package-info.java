/** What the database alone can do with the least SQL of such a saga: the yardstick that our own SQL never lowers. */
@NullMarked
package shop.bench.floor;

import org.jspecify.annotations.NullMarked;
