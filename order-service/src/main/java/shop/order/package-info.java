/** Orders, prices, and the saga that brings each order to its end. */
@NullMarked
package shop.order;

import org.jspecify.annotations.NullMarked;
