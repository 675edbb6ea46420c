package shop.order;

/**
 * What the customer is told about an order. (The operator's view is the saga's {@code state}.)
 *
 * <pre>
 * PENDING ──► CONFIRMED   it will be fulfilled: the parcel is arranged, the rest is retried until it is done
 *    ├──────► REJECTED    with a reason; nothing is held any more
 *    └──────► CANCELLED   by the customer; nothing is held any more
 * </pre>
 *
 * The three outcomes are final.
 */
public enum OrderStatus {
    PENDING,
    CONFIRMED,
    REJECTED,
    CANCELLED
}
