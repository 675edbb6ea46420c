package shop.order.saga;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from an input: everything the shell has to store and to send, in one transaction. */
public sealed interface SagaDecision {

    /** Something happened: store the state and the log entry, send the commands, change the order's status. */
    record Advanced(
            SagaState state, List<Send> sends, @Nullable OrderStatusChange status, SagaLogEntry entry)
            implements SagaDecision {
        public Advanced {
            sends = List.copyOf(sends);
        }
    }

    /** Only the next deadline has moved: store the state. Nothing is logged, no attempt is counted. */
    record Postponed(SagaState state) implements SagaDecision {}

    /**
     * Legal, but late: store and log nothing. An answer heard before, an answer to a step taken back meanwhile, a
     * deadline another replica has seen to, a cancel repeated by the customer (who is told it is accepted).
     */
    record Stale(String why) implements SagaDecision {}

    /** What was asked for cannot be had any more: a conflict, to be told to who asked. Nothing changes. */
    record Refused(Refusal refusal) implements SagaDecision {}

    /** Why a request is refused. */
    enum Refusal {
        /** The order is confirmed: it will be fulfilled. */
        PAST_PIVOT,
        /** The order is being rejected, or was. */
        ALREADY_REJECTED,
        /** The saga has ended: nothing is left to be sent again. */
        ENDED
    }
}
