/** Shipments, and the countries that are served. */
@NullMarked
package shop.shipping;

import org.jspecify.annotations.NullMarked;
