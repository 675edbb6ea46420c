package shop.chaos.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shop.chaos.history.Journal;

/**
 * All that a campaign is judged by: its history, and what databases, topics and doors held when everything had come to
 * rest. Plain records; nothing in here asks anybody anything.
 *
 * @param journal the history
 * @param orders those of the campaign
 * @param keys the idempotency keys of the campaign's orders
 * @param log of the campaign's sagas, by order and sequence
 * @param accounts all of them
 * @param entries the whole ledger
 * @param outbox every row of every outbox
 * @param records every record of the eight topics
 * @param parked by all services
 * @param doors each order's status as a replica of order-service told it in the end
 * @param rest what the environment was like when it had come to rest
 */
public record Evidence(
        Journal journal,
        List<Order> orders,
        List<Key> keys,
        List<Saga> sagas,
        List<LogEntry> log,
        List<Payment> payments,
        List<Account> accounts,
        List<LedgerEntry> entries,
        List<Stock> stocks,
        List<Receipt> receipts,
        List<Reservation> reservations,
        List<Shipment> shipments,
        List<OutboxRow> outbox,
        List<TopicRecord> records,
        List<Parked> parked,
        List<DoorReading> doors,
        Rest rest) {

    /** A row of {@code orders}. */
    public record Order(
            UUID id,
            String customer,
            String status,
            @Nullable String reason,
            @Nullable String trackingNumber,
            long total,
            Map<String, Long> items,
            Instant placedAt,
            @Nullable Instant decidedAt) {}

    /** A row of {@code idempotency_key}. */
    public record Key(String customer, String key, UUID order) {}

    /** A row of {@code saga}; {@code sequence} is how many log entries it believes to have. */
    public record Saga(UUID order, String state, long sequence) {

        /** Whether nothing will happen any more. */
        public boolean ended() {
            return state.equals("COMPLETED") || state.equals("COMPENSATED");
        }
    }

    /** A row of {@code saga_log}. */
    public record LogEntry(
            UUID order,
            long sequence,
            Instant at,
            String event,
            @Nullable String step,
            @Nullable String from,
            String to,
            @Nullable String status) {}

    /** A row of {@code payment}. */
    public record Payment(
            UUID order,
            String state,
            @Nullable String customer,
            @Nullable Long amount) {}

    /** A row of {@code account}. */
    public record Account(String id, String kind, long balance, long held) {}

    /** A row of {@code ledger_entry}. */
    public record LedgerEntry(UUID transfer, String account, long amount) {}

    /** A row of {@code stock}. */
    public record Stock(String sku, long received, long onHand, long reserved, long committed) {}

    /** A row of {@code stock_receipt}. */
    public record Receipt(String sku, long quantity) {}

    /** A row of {@code stock_reservation}. */
    public record Reservation(UUID order, String state, Map<String, Long> items) {}

    /** A row of {@code shipment}. */
    public record Shipment(
            UUID order, String state, @Nullable String trackingNumber) {}

    /** A row of an outbox; {@code causation} is the message that it answers, if it is an answer. */
    public record OutboxRow(
            UUID id,
            String topic,
            String key,
            String type,
            @Nullable UUID causation) {}

    /**
     * A record of a topic.
     *
     * @param id its {@code ce_id}, where that can be read
     * @param poison whether the nemesis has put it there
     */
    public record TopicRecord(
            String topic,
            int partition,
            long offset,
            @Nullable UUID id,
            boolean poison) {}

    /** A row of {@code parked}. */
    public record Parked(
            String service,
            long id,
            String topic,
            @Nullable String key,
            @Nullable UUID messageId,
            String error,
            boolean poison) {}

    /** What a replica said of an order in the end; status null where it did not know the order. */
    public record DoorReading(
            UUID order, String replica, @Nullable String status) {}

    /**
     * The environment at rest.
     *
     * @param lagBytes what each relay has not passed on, by service
     * @param consumerLag what each service has not consumed
     * @param memoryMiB of each process
     */
    public record Rest(Map<String, Long> lagBytes, Map<String, Long> consumerLag, Map<String, Long> memoryMiB) {}

    public Evidence {
        orders = List.copyOf(orders);
        keys = List.copyOf(keys);
        sagas = List.copyOf(sagas);
        log = List.copyOf(log);
        payments = List.copyOf(payments);
        accounts = List.copyOf(accounts);
        entries = List.copyOf(entries);
        stocks = List.copyOf(stocks);
        receipts = List.copyOf(receipts);
        reservations = List.copyOf(reservations);
        shipments = List.copyOf(shipments);
        outbox = List.copyOf(outbox);
        records = List.copyOf(records);
        parked = List.copyOf(parked);
        doors = List.copyOf(doors);
    }

    /** The orders by their id. */
    public Map<UUID, Order> ordersById() {
        return byOrder(orders, Order::id);
    }

    /** The sagas by their order. */
    public Map<UUID, Saga> sagasByOrder() {
        return byOrder(sagas, Saga::order);
    }

    /** The payments by their order. */
    public Map<UUID, Payment> paymentsByOrder() {
        return byOrder(payments, Payment::order);
    }

    /** The reservations by their order. */
    public Map<UUID, Reservation> reservationsByOrder() {
        return byOrder(reservations, Reservation::order);
    }

    /** The shipments by their order. */
    public Map<UUID, Shipment> shipmentsByOrder() {
        return byOrder(shipments, Shipment::order);
    }

    /** The log entries by their order, each list by sequence. */
    public Map<UUID, List<LogEntry>> logByOrder() {
        return log.stream().collect(Collectors.groupingBy(LogEntry::order));
    }

    /** Where an order has several rows, the first counts here; that it has several is {@code AtMostOnce}'s to say. */
    private static <T> Map<UUID, T> byOrder(List<T> rows, Function<T, UUID> order) {
        return rows.stream().collect(Collectors.toMap(order, Function.identity(), (first, _) -> first));
    }
}
