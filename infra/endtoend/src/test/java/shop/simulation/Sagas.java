package shop.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.inventory.InventoryEvent;
import shop.order.OrderStatus;
import shop.order.saga.Answer;
import shop.order.saga.Moment;
import shop.order.saga.OrderStatusChange;
import shop.order.saga.ResendPolicy;
import shop.order.saga.SagaDecision;
import shop.order.saga.SagaDecision.Advanced;
import shop.order.saga.SagaDecision.Postponed;
import shop.order.saga.SagaDecision.Refused;
import shop.order.saga.SagaDecision.Stale;
import shop.order.saga.SagaDefinition;
import shop.order.saga.SagaDefinitions;
import shop.order.saga.SagaInput;
import shop.order.saga.SagaKernel;
import shop.order.saga.SagaState;
import shop.order.saga.Send;
import shop.order.saga.StepName;
import shop.payment.PaymentEvent;
import shop.shipping.ShippingEvent;

/** order-service's database, and the production kernel that changes it: one commit an input. */
final class Sagas {

    private static final SagaDefinition DEFINITION = SagaDefinitions.CURRENT;

    private final SagaKernel kernel = new SagaKernel(ResendPolicy.DEFAULT);
    private final Map<UUID, SagaState> states = new LinkedHashMap<>();
    final Map<UUID, OrderStatusChange> outcomes = new LinkedHashMap<>();
    private final Map<UUID, OrderStatus> promises = new LinkedHashMap<>();

    /** Gives an order's saga an input; returns what it decided, which is committed. */
    SagaDecision give(UUID orderId, SagaInput input) {
        SagaState before = states.get(orderId);
        SagaDecision decision = kernel.decide(DEFINITION, before, input);
        switch (decision) {
            case Advanced advanced -> commit(orderId, before, advanced);
            case Postponed postponed -> states.put(orderId, postponed.state());
            case Stale _ -> {}
            case Refused _ -> {}
        }
        if (input instanceof SagaInput.CancelRequested) {
            promise(orderId, decision);
        }
        return decision;
    }

    private void commit(UUID orderId, @Nullable SagaState before, Advanced advanced) {
        long next = before == null ? 1 : before.sequence() + 1;
        Violation.unless(advanced.entry().sequence() == next, "The log has a gap", advanced.entry());
        OrderStatusChange outcome = advanced.status();
        if (outcome != null) {
            Violation.unless(outcomes.put(orderId, outcome) == null, "An order ended twice", outcome);
        }
        states.put(orderId, advanced.state());
    }

    /** What the customer was told about the cancel must come true. */
    private void promise(UUID orderId, SagaDecision told) {
        OrderStatus promised = switch (told) {
            case Advanced _, Stale _ -> OrderStatus.CANCELLED;
            case Refused(SagaDecision.Refusal refusal) ->
                switch (refusal) {
                    case PAST_PIVOT -> OrderStatus.CONFIRMED;
                    case ALREADY_REJECTED -> OrderStatus.REJECTED;
                    case ENDED -> throw new Violation("A cancel is not refused for " + refusal);
                };
            case Postponed _ -> throw new Violation("A cancel cannot be postponed: " + told);
        };
        OrderStatus before = promises.put(orderId, promised);
        Violation.unless(
                before == null || before == promised, "A customer was told one thing, then " + promised, before);
    }

    SagaState state(UUID orderId) {
        return Objects.requireNonNull(states.get(orderId));
    }

    boolean allEnded() {
        return states.values().stream().allMatch(state -> state.phase().ended());
    }

    Map<UUID, OrderStatus> promises() {
        return promises;
    }

    Map<UUID, SagaState> states() {
        return states;
    }

    /** What a participant's event means to the saga, by the production definition. */
    static SagaInput input(Moment moment, StepName step, Object event) {
        return switch (event) {
            case InventoryEvent.StockCommandFailed failed -> failure(moment, failed.command(), failed.error());
            case PaymentEvent.PaymentCommandFailed failed -> failure(moment, failed.command(), failed.error());
            case ShippingEvent.ShipmentCommandFailed failed -> failure(moment, failed.command(), failed.error());
            case InventoryEvent.StockRejected rejected ->
                reply(moment, step, rejected.type(), rejected.reason().name(), null);
            case PaymentEvent.PaymentDeclined declined ->
                reply(moment, step, declined.type(), declined.reason().name(), null);
            case ShippingEvent.ShipmentRejected rejected ->
                reply(moment, step, rejected.type(), rejected.reason().name(), null);
            case ShippingEvent.ShipmentArranged arranged ->
                reply(moment, step, arranged.type(), null, arranged.trackingNumber());
            case InventoryEvent other -> reply(moment, step, other.type(), null, null);
            case PaymentEvent other -> reply(moment, step, other.type(), null, null);
            case ShippingEvent other -> reply(moment, step, other.type(), null, null);
            default -> throw new IllegalArgumentException("No participant says " + event);
        };
    }

    private static SagaInput failure(Moment moment, String command, String error) {
        SagaDefinition.Purpose purpose = DEFINITION.purposeOf(command).orElseThrow();
        return new SagaInput.Failed(moment, purpose.step(), purpose.direction(), error);
    }

    private static SagaInput reply(
            Moment moment, StepName step, String type, @Nullable String reason, @Nullable String detail) {
        SagaDefinition.Meaning meaning = DEFINITION.meaningOf(type).orElseThrow();
        Violation.unless(meaning.step() == step, "An answer belongs to another step than " + step, type);
        Violation.unless((meaning.answer() == Answer.REFUSED) == (reason != null), "Only a refusal has a reason", type);
        return new SagaInput.Replied(moment, meaning.step(), meaning.answer(), reason, detail);
    }

    /** The commands of a decision. */
    static List<Send> sends(SagaDecision decision) {
        return switch (decision) {
            case Advanced advanced -> advanced.sends();
            case Postponed _, Stale _, Refused _ -> List.of();
        };
    }
}
