package shop.chaos.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call from beginning to end.
 *
 * @param answeredAt null where no end was noted
 * @param answer indeterminate where no end was noted
 */
public record Call(
        long number,
        Request request,
        Instant invokedAt,
        @Nullable Instant answeredAt,
        Answer answer) {

    /** Whether it was carried out. */
    public boolean isOk() {
        return answer.outcome() == Answer.Outcome.OK;
    }

    /** Whether it asked for that. */
    public boolean is(Request.Function function) {
        return request.function() == function;
    }

    /** The order it is about, as far as is known. */
    public @Nullable UUID orderId() {
        return request.orderId() == null ? answer.orderId() : request.orderId();
    }
}
