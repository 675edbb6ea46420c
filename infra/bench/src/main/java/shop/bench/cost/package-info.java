/** What an order costs: processor time, fsyncs, bytes, memory. Read before and after, never meanwhile. */
@NullMarked
package shop.bench.cost;

import org.jspecify.annotations.NullMarked;
