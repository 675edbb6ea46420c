@NullUnmarked
package shop.order.watch;

import org.jspecify.annotations.NullUnmarked;
