package shop.order.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.order.Money;
import shop.order.saga.SagaJson;

/**
 * One entry of an order's log, as streams tell it. What does not apply is left out.
 *
 * @param sequence from 1 without gaps in each order's log
 * @param event what happened, for example STEP_DONE
 * @param from the saga's state before; missing in the first entry
 * @param to the saga's state after
 * @param status the order's status, where this decision changed it
 * @param why the reason of a refusal, a turning back or a failure
 * @param customerId with {@code total} and {@code items}, how many lines the order has: in the first entry only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SagaEvent(
        UUID orderId,
        long sequence,
        Instant at,
        String event,
        @Nullable String step,
        @Nullable String from,
        String to,
        @Nullable String status,
        @Nullable String why,
        List<SagaJson.SentCommand> sends,
        @Nullable String customerId,
        @Nullable Money total,
        @Nullable Integer items) {}
