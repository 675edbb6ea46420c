/** What people watch: the streams of what happens to sagas, and the board. Reads only. */
@NullMarked
package shop.order.watch;

import org.jspecify.annotations.NullMarked;
