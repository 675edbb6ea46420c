package shop.order.watch;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;
import shop.order.CustomerId;
import shop.order.Money;
import shop.order.OrderStatus;
import shop.order.saga.SagaHistory;
import shop.order.saga.SagaView;

/**
 * All orders at one moment, counted and listed in one snapshot of the database, with the cursor of that very snapshot:
 * who starts from the board and follows the stream counts every order once.
 *
 * <p>A count costs an index scan, about 100 ms at a million orders. So one replica reads one board at a time, and all who
 * ask for the same board while they wait share the next.
 */
@ApplicationScoped
class Board {

    private static final String SNAPSHOT = "set transaction isolation level repeatable read, read only";
    private static final String BEYOND = "select position from saga_log where position > ? order by position limit ?";
    private static final String COUNTS = "select status, count(*) from orders group by status";
    private static final String IN_FLIGHT = "select count(*) from saga where state in ('RUNNING', 'COMPENSATING')";
    private static final String IN_NEED = "select count(*) from saga where needs_attention";
    private static final int MAX_BEYOND = 20_000;
    private static final int ATTEMPTS = 3;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Database database;
    private final SagaLog log;
    private final SagaFeed feed;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final Map<Wanted, FutureTask<BoardView>> waiting = new ConcurrentHashMap<>();

    Board(Database database, SagaLog log, SagaFeed feed) {
        this.database = database;
        this.log = log;
        this.feed = feed;
    }

    /** Which of the newest orders are listed. Counts are always of all. */
    record Wanted(
            int limit,
            @Nullable OrderStatus status,
            @Nullable CustomerId customerId,
            boolean inNeed) {}

    /** The board at a moment after the call. */
    BoardView at(Wanted wanted) throws InterruptedException {
        FutureTask<BoardView> task = waiting.computeIfAbsent(wanted, key -> new FutureTask<>(() -> readAlone(key)));
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private BoardView readAlone(Wanted wanted) {
        oneAtATime.lock();
        try {
            waiting.remove(wanted);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long complete = complete();
                Optional<BoardView> board = QuarkusTransaction.requiringNew().call(() -> read(complete, wanted));
                if (board.isPresent()) {
                    return board.get();
                }
            }
            throw busy();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** A position up to which everything is in every snapshot taken from now on. */
    private long complete() {
        OptionalLong told = feed.newest();
        if (told.isPresent()) {
            return told.getAsLong();
        }
        Horizon horizon = new Horizon(database);
        long giveUp = System.nanoTime() + GIVE_UP_NANOS;
        OptionalLong complete = horizon.look();
        while (complete.isEmpty() && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            complete = horizon.look();
        }
        return log.newestUpTo(complete.orElseThrow(Board::busy));
    }

    /** Reads in one snapshot; empty if so much lies beyond the position that the cursor would grow too long. */
    private Optional<BoardView> read(long complete, Wanted wanted) {
        database.update(SNAPSHOT);
        List<Long> beyond = database.query(BEYOND, row -> row.getLong(1), complete, MAX_BEYOND);
        String cursor = Cursor.of(complete, beyond).text();
        if (beyond.size() == MAX_BEYOND || cursor.length() > Cursor.MAX_LENGTH) {
            return Optional.empty();
        }
        Map<OrderStatus, Long> counts = new EnumMap<>(OrderStatus.class);
        for (OrderStatus status : OrderStatus.values()) {
            counts.put(status, 0L);
        }
        database.query(COUNTS, row -> counts.put(OrderStatus.valueOf(row.getString(1)), row.getLong(2)));
        return Optional.of(new BoardView(cursor, counts, count(IN_FLIGHT), count(IN_NEED), newest(wanted)));
    }

    private long count(String sql) {
        return database.query(sql, row -> row.getLong(1)).getFirst();
    }

    private List<BoardView.Row> newest(Wanted wanted) {
        StringBuilder where = new StringBuilder(" where true");
        List<Object> parameters = new ArrayList<>();
        if (wanted.status() != null) {
            where.append(" and o.status = ?");
            parameters.add(wanted.status().name());
        }
        if (wanted.customerId() != null) {
            where.append(" and o.customer_id = ?");
            parameters.add(wanted.customerId().value());
        }
        if (wanted.inNeed()) {
            where.append(" and s.needs_attention");
        }
        parameters.add(wanted.limit());
        return database.query("""
                select o.id, o.customer_id, o.total_amount, o.total_currency, o.placed_at, o.decided_at, o.status,
                       o.reason, s.memory
                  from orders o join saga s on s.order_id = o.id
                """ + where + " order by o.id desc limit ?", Board::row, parameters.toArray());
    }

    private static BoardView.Row row(ResultSet row) throws SQLException {
        UUID orderId = row.getObject("id", UUID.class);
        SagaView saga = SagaHistory.withoutHistory(orderId, row.getString("memory"));
        return new BoardView.Row(
                orderId,
                new CustomerId(row.getString("customer_id")),
                new Money(row.getLong("total_amount"), row.getString("total_currency")),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("decided_at", OffsetDateTime.class)),
                OrderStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                saga.state(),
                saga.needsAttention(),
                saga.sequence(),
                saga.steps().stream()
                        .map(step -> new BoardView.Step(step.step(), step.stage(), step.state(), step.attempt()))
                        .toList());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static BusyException busy() {
        return new BusyException(
                "No moment to look at", "A transaction is held open too long. Try again.", Duration.ofSeconds(1));
    }
}
