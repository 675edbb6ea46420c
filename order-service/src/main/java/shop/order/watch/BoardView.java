package shop.order.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.order.CustomerId;
import shop.order.Money;
import shop.order.OrderStatus;
import shop.order.saga.SagaPhase;
import shop.order.saga.StepProgress;

/**
 * All orders at one moment.
 *
 * @param cursor where the stream of all orders goes on from that moment
 * @param counts how many orders there are of each status
 * @param inFlight how many sagas have not ended
 * @param needsAttention how many sagas an operator should look at
 * @param newest the newest orders first
 */
record BoardView(String cursor, Map<OrderStatus, Long> counts, long inFlight, long needsAttention, List<Row> newest) {

    /**
     * One order and its saga. What does not apply is left out.
     *
     * @param sequence the sequence of the last entry that is in it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            UUID orderId,
            CustomerId customerId,
            Money total,
            Instant placedAt,
            @Nullable Instant decidedAt,
            OrderStatus status,
            @Nullable String reason,
            SagaPhase state,
            boolean needsAttention,
            long sequence,
            List<Step> steps) {}

    /** One step, and how far it is. */
    record Step(String step, String stage, StepProgress state, int attempt) {}
}
