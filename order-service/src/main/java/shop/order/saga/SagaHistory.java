package shop.order.saga;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;
import shop.order.saga.SagaStep.Kind;

/** Sagas as they are shown to people: where each stands, and how it came there. Reads only. */
@ApplicationScoped
public class SagaHistory {

    /** How many entries of its log a saga is shown with. */
    public static final int MAX_ENTRIES = 500;

    private final Database database;

    SagaHistory(Database database) {
        this.database = database;
    }

    /** The saga of an order, with its steps and its history. */
    public Optional<SagaView> of(UUID orderId) {
        List<SagaState> found = database.query(
                "select memory from saga where order_id = ?", row -> SagaMemory.read(row.getString(1)), orderId);
        return found.stream().findFirst().map(state -> view(orderId, state, log(orderId, state.sequence())));
    }

    /** A saga as its row stores it, without its history. */
    public static SagaView withoutHistory(UUID orderId, String memory) {
        return view(orderId, SagaMemory.read(memory), List.of());
    }

    /** When a saga ended, from what its row stores; null while it has not. */
    public static @Nullable Instant endedAt(String memory) {
        return SagaMemory.read(memory).endedAt();
    }

    /** At most {@code limit} sagas, the newest first, without their history. */
    List<SagaView> newest(
            @Nullable SagaPhase state, @Nullable Boolean needsAttention, @Nullable UUID before, int limit) {
        StringBuilder where = new StringBuilder("where true");
        List<Object> parameters = new ArrayList<>();
        if (state != null) {
            where.append(" and state = ?");
            parameters.add(state.name());
        }
        if (needsAttention != null) {
            where.append(needsAttention ? " and needs_attention" : " and not needs_attention");
        }
        if (before != null) {
            where.append(" and order_id < ?");
            parameters.add(before);
        }
        parameters.add(limit);
        return database.query(
                "select order_id, memory from saga " + where + " order by order_id desc limit ?",
                row -> withoutHistory(row.getObject(1, UUID.class), row.getString(2)),
                parameters.toArray());
    }

    /** The log as it was when the saga's row was read: the entry of a decision taken meanwhile is left out. */
    private List<SagaView.Entry> log(UUID orderId, long upTo) {
        List<SagaView.Entry> newestFirst = database.query("""
                select sequence, at, event, step, "from", "to", status, why, sends
                  from saga_log where order_id = ? and sequence <= ? order by sequence desc limit ?
                """, SagaHistory::entry, orderId, upTo, MAX_ENTRIES);
        return newestFirst.reversed();
    }

    private static SagaView.Entry entry(ResultSet row) throws SQLException {
        return new SagaView.Entry(
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("event"),
                row.getString("step"),
                row.getString("from"),
                row.getString("to"),
                row.getString("status"),
                row.getString("why"),
                SagaJson.readSends(row.getString("sends")));
    }

    private static SagaView view(UUID orderId, SagaState state, List<SagaView.Entry> history) {
        SagaDefinition definition = SagaDefinitions.of(state);
        List<SagaView.Step> steps = new ArrayList<>();
        for (SagaDefinition.Stage stage : definition.stages()) {
            for (SagaStep step : stage.steps()) {
                steps.add(step(stage.name(), step, state.step(step.name())));
            }
        }
        return new SagaView(
                orderId,
                state.definition(),
                state.version(),
                state.sequence(),
                state.phase(),
                state.needsAttention(),
                state.attention(),
                state.startedAt(),
                state.expiresAt(),
                state.endedAt(),
                state.nextDeadline(),
                steps,
                stepsToCome(definition, state),
                wouldUndo(definition, state),
                history);
    }

    private static SagaView.Step step(String stage, SagaStep step, StepState state) {
        return new SagaView.Step(
                step.name().wireName(),
                stage,
                step.participant().name().toLowerCase(java.util.Locale.ROOT),
                state.progress(),
                state.attempt(),
                state.lastSentAt(),
                state.answeredAt(),
                state.dueAt(),
                state.reason(),
                state.detail(),
                state.error());
    }

    private static List<String> stepsToCome(SagaDefinition definition, SagaState state) {
        return definition.steps().stream()
                .filter(step -> state.phase() == SagaPhase.RUNNING)
                .filter(step -> state.step(step.name()).progress() == StepProgress.PENDING)
                .map(step -> step.name().wireName())
                .toList();
    }

    private static List<String> wouldUndo(SagaDefinition definition, SagaState state) {
        boolean canTurnBack = state.phase() == SagaPhase.RUNNING
                && definition.steps().stream()
                        .noneMatch(step -> step.kind() == Kind.PIVOT
                                && state.step(step.name()).progress() == StepProgress.DONE);
        return definition.steps().stream()
                .filter(step -> canTurnBack && step.kind() != Kind.RETRIABLE)
                .filter(step -> mayBeDone(state.step(step.name()).progress()))
                .map(step -> step.message(Direction.UNDO))
                .toList();
    }

    private static boolean mayBeDone(StepProgress progress) {
        return switch (progress) {
            case SENT, DONE -> true;
            case PENDING, REFUSED, UNDOING, UNDONE -> false;
        };
    }
}
