package shop.chaos.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of a customer's.
 *
 * @param visit whose visit to the shop it belongs to; the calls of one visit are made by one customer
 * @param replica the process that was asked
 * @param purchase what is ordered, for {@link Function#PLACE}
 * @param idempotencyKey for {@link Function#PLACE}
 * @param orderId for the others
 */
public record Request(
        Function function,
        int visit,
        String replica,
        @Nullable Purchase purchase,
        @Nullable String idempotencyKey,
        @Nullable UUID orderId) {

    /** What can be asked. */
    public enum Function {
        PLACE,
        CANCEL,
        READ
    }

    /** Places an order. */
    public static Request place(int visit, String replica, Purchase purchase, String idempotencyKey) {
        return new Request(Function.PLACE, visit, replica, purchase, idempotencyKey, null);
    }

    /** Cancels an order. */
    public static Request cancel(int visit, String replica, UUID orderId) {
        return new Request(Function.CANCEL, visit, replica, null, null, orderId);
    }

    /** Reads an order. */
    public static Request read(int visit, String replica, UUID orderId) {
        return new Request(Function.READ, visit, replica, null, null, orderId);
    }
}
