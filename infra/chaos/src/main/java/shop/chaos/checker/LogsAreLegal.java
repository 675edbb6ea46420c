package shop.chaos.checker;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.Saga;

/**
 * Each saga's log is without gaps and every step of it is one that the saga may take. The table is written down here
 * again, and not taken from the kernel: a wrong kernel must not make its own deeds legal.
 */
final class LogsAreLegal implements Checker {

    private record Move(@Nullable String from, String event, String to) {}

    private static final Set<Move> MOVES = Set.of(
            new Move(null, "STARTED", "RUNNING"),
            new Move("RUNNING", "STEP_DONE", "RUNNING"),
            new Move("RUNNING", "STEP_DONE", "COMPLETED"),
            new Move("RUNNING", "STEP_REFUSED", "COMPENSATING"),
            new Move("RUNNING", "CANCEL_REQUESTED", "COMPENSATING"),
            new Move("RUNNING", "EXPIRED", "COMPENSATING"),
            new Move("RUNNING", "STEP_FAILED", "RUNNING"),
            new Move("RUNNING", "RESENT", "RUNNING"),
            new Move("RUNNING", "RETRY_REQUESTED", "RUNNING"),
            new Move("COMPENSATING", "STEP_UNDONE", "COMPENSATING"),
            new Move("COMPENSATING", "STEP_UNDONE", "COMPENSATED"),
            new Move("COMPENSATING", "STEP_FAILED", "COMPENSATING"),
            new Move("COMPENSATING", "RESENT", "COMPENSATING"),
            new Move("COMPENSATING", "RETRY_REQUESTED", "COMPENSATING"));

    @Override
    public String name() {
        return "logs-are-legal";
    }

    @Override
    public String promise() {
        return "each saga's log is numbered without gaps, legal at every step, and ends where the saga is";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "log entries");
        Map<UUID, List<LogEntry>> logs = evidence.logByOrder();
        for (Saga saga : evidence.sagas()) {
            List<LogEntry> log = logs.getOrDefault(saga.order(), List.of());
            examination.examined(log.size());
            String wrong = wrongIn(saga, log);
            if (wrong != null) {
                examination.violation(
                        saga.order(),
                        log.isEmpty() ? null : log.getLast().at(),
                        1,
                        "the log of order %s %s".formatted(saga.order(), wrong));
            }
        }
        Map<UUID, Order> orders = evidence.ordersById();
        for (UUID order : logs.keySet()) {
            examination.expect(
                    orders.containsKey(order),
                    order,
                    logs.get(order).getFirst().at(),
                    "there is a log of order %s, and no order".formatted(order));
        }
        return examination.finding();
    }

    private static @Nullable String wrongIn(Saga saga, List<LogEntry> log) {
        String state = null;
        boolean confirmed = false;
        long sequence = 0;
        for (LogEntry entry : log) {
            sequence++;
            if (entry.sequence() != sequence) {
                return "has a gap: entry %d is numbered %d".formatted(sequence, entry.sequence());
            }
            if (state == null ? entry.from() != null : !state.equals(entry.from())) {
                return "goes on from %s in entry %d, where it was %s".formatted(entry.from(), sequence, state);
            }
            if (!MOVES.contains(new Move(entry.from(), entry.event(), entry.to()))) {
                return "makes an illegal move in entry %d: %s from %s to %s"
                        .formatted(sequence, entry.event(), entry.from(), entry.to());
            }
            if (confirmed && entry.to().startsWith("COMPENSAT")) {
                return "turns back after the pivot in entry %d".formatted(sequence);
            }
            if (!statusIsRight(entry)) {
                return "gives the status %s with %s in entry %d".formatted(entry.status(), entry.event(), sequence);
            }
            confirmed |= "CONFIRMED".equals(entry.status());
            state = entry.to();
        }
        if (!saga.state().equals(state)) {
            return "ends in %s, and its saga is %s".formatted(state, saga.state());
        }
        if (saga.state().equals("COMPLETED") && !confirmed) {
            return "completes without the order's being confirmed";
        }
        return saga.sequence() == sequence
                ? null
                : "has %d entries, and its saga counts %d".formatted(sequence, saga.sequence());
    }

    private static boolean statusIsRight(LogEntry entry) {
        boolean ends = entry.to().equals("COMPENSATED");
        if (entry.status() == null) {
            return !ends;
        }
        return switch (entry.status()) {
            case "CONFIRMED" -> entry.event().equals("STEP_DONE") && "arrange-shipment".equals(entry.step());
            case "REJECTED", "CANCELLED" -> ends;
            default -> false;
        };
    }
}
