/** The saga's tests. {@link shop.order.saga.PlaceOrderSagaTest} is the one to read first. */
@NullMarked
package shop.order.saga;

import org.jspecify.annotations.NullMarked;
