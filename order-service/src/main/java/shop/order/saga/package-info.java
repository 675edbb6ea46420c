/**
 * The saga that brings an order to its one final outcome. Read {@link shop.order.saga.PlaceOrderSaga} first: it is the
 * whole saga in a paragraph; then {@link shop.order.saga.SagaKernel}, the one pure function that decides.
 */
@NullMarked
package shop.order.saga;

import org.jspecify.annotations.NullMarked;
