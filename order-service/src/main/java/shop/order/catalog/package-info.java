/** This service's own copy of products and prices, kept from what inventory-service publishes. */
@NullMarked
package shop.order.catalog;

import org.jspecify.annotations.NullMarked;
