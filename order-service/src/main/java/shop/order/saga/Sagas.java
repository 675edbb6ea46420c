package shop.order.saga;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;
import shop.messaging.JsonBody;
import shop.order.CustomerId;
import shop.order.Money;
import shop.order.OrderItem;
import shop.order.saga.participants.Item;
import shop.order.saga.participants.ShippingCommand.Address;

/**
 * The sagas of all orders. Each method is one statement, however many sagas. Rows are locked in the order of their ids, so
 * that batches wait for one another and do not deadlock.
 */
@ApplicationScoped
class Sagas {

    private static final String SELECT = """
            select s.order_id, s.traceparent, s.memory, o.customer_id, o.total_amount, o.total_currency, o.items,
                   a.name, a.street, a.postal_code, a.city, a.country
              from saga s
              join orders o on o.id = s.order_id
              left join shipping_address a on a.order_id = s.order_id
            """;

    private static final String LOG = """
            with logged as (
                insert into saga_log (order_id, sequence, at, event, step, "from", "to", status, why, sends)
                select order_id, sequence, at, event, step, "from", "to", status, why, sends::json
                  from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as l(order_id, sequence, at, event, step, "from", "to", status, why, sends))
            """;

    private static final String INSERT = LOG + """
            insert into saga (order_id, definition, version, state, wake_at, traceparent, started_at, memory)
            select order_id, definition, version, state, wake_at, traceparent, started_at, memory::json
              from unnest(?, ?, ?, ?, ?, ?, ?, ?)
                as s(order_id, definition, version, state, wake_at, traceparent, started_at, memory)
            """;

    /** An earlier time to wake up is kept, for moving it costs an index entry; whoever wakes too early moves it. */
    private static final String UPDATE = LOG + """
            update saga
               set state = u.state, needs_attention = u.needs_attention, memory = u.memory::json,
                   wake_at = case when saga.wake_at <= u.wake_at and saga.wake_at > ? then saga.wake_at
                                  else u.wake_at end
              from unnest(?, ?, ?, ?, ?) as u(order_id, state, needs_attention, wake_at, memory)
             where saga.order_id = u.order_id
            """;

    private static final String WAKE = """
            update saga set wake_at = u.wake_at
              from unnest(?, ?) as u(order_id, wake_at)
             where saga.order_id = u.order_id
            """;

    private final Database database;
    private final UnseenCommits unseen;

    Sagas(Database database, UnseenCommits unseen) {
        this.database = database;
        this.unseen = unseen;
    }

    /** A saga as it is stored, with what its commands need to say. */
    record Stored(OrderFacts order, String traceparent, SagaState state) {
        UUID orderId() {
            return order.orderId();
        }

        Stored with(SagaState next) {
            return new Stored(order, traceparent, next);
        }
    }

    /** One more entry of an order's log. */
    record Logged(UUID orderId, SagaDefinition definition, SagaLogEntry entry) {}

    /** Locks and reads those of the sagas that exist, by order id; one that is being committed now exists. */
    Map<UUID, Stored> lock(Collection<UUID> orderIds) {
        Map<UUID, Stored> seen = lockVisible(orderIds);
        if (seen.size() == orderIds.size()) {
            return seen;
        }
        unseen.await();
        return lockVisible(orderIds);
    }

    private Map<UUID, Stored> lockVisible(Collection<UUID> orderIds) {
        return database
                .query(SELECT + " where s.order_id = any(?) order by s.order_id for update of s", Sagas::read, (Object)
                        orderIds.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(Stored::orderId, Function.identity()));
    }

    /** Locks and reads sagas whose time to wake up has come, at most so many, those that no other replica holds. */
    List<Stored> claimDue(Instant now, int limit) {
        return database.query(
                SELECT + " where s.wake_at <= ? order by s.wake_at limit ? for update of s skip locked",
                Sagas::read,
                now,
                limit);
    }

    void insert(List<Stored> sagas, List<Logged> log) {
        database.update(
                INSERT,
                Stream.concat(
                                logColumns(log),
                                Stream.<Object>of(
                                        ids(sagas),
                                        texts(sagas, saga -> saga.state().definition()),
                                        sagas.stream()
                                                .map(saga -> saga.state().version())
                                                .toArray(Integer[]::new),
                                        texts(
                                                sagas,
                                                saga -> saga.state().phase().name()),
                                        wakeTimes(sagas),
                                        texts(sagas, Stored::traceparent),
                                        sagas.stream()
                                                .map(saga -> saga.state().startedAt())
                                                .toArray(Instant[]::new),
                                        texts(sagas, saga -> SagaMemory.write(saga.state()))))
                        .toArray());
    }

    void update(List<Stored> sagas, List<Logged> log, Instant now) {
        if (sagas.isEmpty()) {
            return;
        }
        database.update(
                UPDATE,
                Stream.concat(
                                logColumns(log),
                                Stream.<Object>of(
                                        now,
                                        ids(sagas),
                                        texts(
                                                sagas,
                                                saga -> saga.state().phase().name()),
                                        sagas.stream()
                                                .map(saga -> saga.state().needsAttention())
                                                .toArray(Boolean[]::new),
                                        wakeTimes(sagas),
                                        texts(sagas, saga -> SagaMemory.write(saga.state()))))
                        .toArray());
    }

    /** Moves the time to wake up, and nothing else. */
    void wakeAt(Map<UUID, Instant> times) {
        if (!times.isEmpty()) {
            database.update(
                    WAKE, times.keySet().toArray(UUID[]::new), times.values().toArray(Instant[]::new));
        }
    }

    /** When the oldest saga that has not ended was started; empty where all have. */
    Optional<Instant> oldestUnfinished() {
        List<OffsetDateTime> oldest = database.query("""
                select started_at from saga where state in ('RUNNING', 'COMPENSATING') order by order_id limit 1
                """, row -> row.getObject(1, OffsetDateTime.class));
        return oldest.stream().findFirst().map(OffsetDateTime::toInstant);
    }

    private static Stream<Object> logColumns(List<Logged> log) {
        return Stream.of(
                log.stream().map(Logged::orderId).toArray(UUID[]::new),
                log.stream().map(row -> row.entry().sequence()).toArray(Long[]::new),
                log.stream().map(row -> row.entry().at()).toArray(Instant[]::new),
                texts(log, row -> row.entry().event().name()),
                texts(
                        log,
                        row -> row.entry().step() == null
                                ? null
                                : row.entry().step().wireName()),
                texts(log, row -> name(row.entry().from())),
                texts(log, row -> row.entry().to().name()),
                texts(log, row -> name(row.entry().status())),
                texts(log, row -> row.entry().why()),
                texts(
                        log,
                        row -> SagaJson.writeSends(row.definition(), row.entry().sends())));
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static UUID[] ids(List<Stored> sagas) {
        return sagas.stream().map(Stored::orderId).toArray(UUID[]::new);
    }

    private static Instant[] wakeTimes(List<Stored> sagas) {
        return sagas.stream().map(saga -> saga.state().nextDeadline()).toArray(Instant[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> field) {
        return rows.stream().map(field).toArray(String[]::new);
    }

    private static Stored read(ResultSet row) throws SQLException {
        List<Item> items = Stream.of(JsonBody.read(row.getString("items"), OrderItem[].class))
                .map(item -> new Item(item.sku(), item.quantity()))
                .toList();
        Address address = row.getString("name") == null
                ? null
                : new Address(
                        row.getString("name"),
                        row.getString("street"),
                        row.getString("postal_code"),
                        row.getString("city"),
                        row.getString("country"));
        OrderFacts order = new OrderFacts(
                row.getObject("order_id", UUID.class),
                new CustomerId(row.getString("customer_id")),
                new Money(row.getLong("total_amount"), row.getString("total_currency")),
                items,
                address);
        return new Stored(order, row.getString("traceparent"), SagaMemory.read(row.getString("memory")));
    }
}
