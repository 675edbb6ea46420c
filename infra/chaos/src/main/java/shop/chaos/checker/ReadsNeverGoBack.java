package shop.chaos.checker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.history.Call;
import shop.chaos.history.Request.Function;

/**
 * Who has read a final status reads the same ever after, and who was told of an order can read it: for any two calls of
 * which one was answered before the other was made.
 */
final class ReadsNeverGoBack implements Checker {

    private static final int NOT_FOUND = 404;

    @Override
    public String name() {
        return "reads-never-go-back";
    }

    @Override
    public String promise() {
        return "what was read as final is read the same ever after, and no order that was told of is unknown later";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "readings");
        Map<UUID, List<Call>> byOrder = new HashMap<>();
        for (Call call : evidence.journal().calls()) {
            UUID order = call.orderId();
            boolean tells =
                    call.isOk() || (call.is(Function.READ) && call.answer().httpStatus() == NOT_FOUND);
            if (order != null && tells && call.answeredAt() != null) {
                byOrder.computeIfAbsent(order, _ -> new ArrayList<>()).add(call);
            }
        }
        Map<UUID, Order> orders = evidence.ordersById();
        byOrder.forEach((order, calls) -> {
            examination.examined(calls.size());
            for (Call later : calls) {
                for (Call earlier : calls) {
                    judge(examination, order, earlier, later.invokedAt(), statusOf(later));
                }
            }
            Order last = orders.get(order);
            if (last != null) {
                calls.forEach(call -> judge(examination, order, call, Instant.MAX, last.status()));
            }
        });
        return examination.finding();
    }

    private static void judge(
            Examination examination, UUID order, Call earlier, Instant laterInvoked, @Nullable String later) {
        Instant answered = earlier.answeredAt();
        String before = statusOf(earlier);
        if (answered == null || before == null || answered.isAfter(laterInvoked)) {
            return;
        }
        if (later == null) {
            examination.violation(order, answered, 1, "order %s was %s and then unknown".formatted(order, before));
        } else if (!before.equals("PENDING") && !before.equals(later)) {
            examination.violation(
                    order, answered, 1, "order %s was read as %s and then as %s".formatted(order, before, later));
        }
    }

    private static @Nullable String statusOf(Call call) {
        return call.isOk() ? call.answer().orderStatus() : null;
    }
}
