package shop.chaos.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param httpStatus 0 where no answer came
 * @param orderId the order the answer is about
 * @param orderStatus its status, as the answer says it
 * @param reason why it was rejected, as the answer says it
 * @param error what went wrong, for people
 */
public record Answer(
        Outcome outcome,
        int httpStatus,
        @Nullable UUID orderId,
        @Nullable String orderStatus,
        @Nullable String reason,
        @Nullable String error) {

    /** What is known of a call's effect. */
    public enum Outcome {
        /** It was carried out. */
        OK,
        /** It had no effect: it was refused, or could not be sent. */
        FAIL,
        /** Nobody knows: a time-out, a broken connection, an error of the server's. It may still take effect later. */
        INDETERMINATE
    }

    /** Refused, or never sent. */
    public static Answer failed(int httpStatus, String error) {
        return new Answer(Outcome.FAIL, httpStatus, null, null, null, error);
    }

    /** Nobody knows. */
    public static Answer indeterminate(int httpStatus, String error) {
        return new Answer(Outcome.INDETERMINATE, httpStatus, null, null, null, error);
    }
}
