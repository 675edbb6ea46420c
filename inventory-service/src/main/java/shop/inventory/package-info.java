/** Products, stock and reservations. */
@NullMarked
package shop.inventory;

import org.jspecify.annotations.NullMarked;
