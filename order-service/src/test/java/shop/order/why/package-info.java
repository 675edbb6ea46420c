@NullUnmarked
package shop.order.why;

import org.jspecify.annotations.NullUnmarked;
