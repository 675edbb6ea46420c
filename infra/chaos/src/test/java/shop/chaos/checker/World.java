package shop.chaos.checker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Account;
import shop.chaos.evidence.Evidence.DoorReading;
import shop.chaos.evidence.Evidence.Key;
import shop.chaos.evidence.Evidence.LedgerEntry;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.OutboxRow;
import shop.chaos.evidence.Evidence.Parked;
import shop.chaos.evidence.Evidence.Payment;
import shop.chaos.evidence.Evidence.Receipt;
import shop.chaos.evidence.Evidence.Reservation;
import shop.chaos.evidence.Evidence.Rest;
import shop.chaos.evidence.Evidence.Saga;
import shop.chaos.evidence.Evidence.Shipment;
import shop.chaos.evidence.Evidence.Stock;
import shop.chaos.evidence.Evidence.TopicRecord;
import shop.chaos.history.Answer;
import shop.chaos.history.Answer.Outcome;
import shop.chaos.history.Event;
import shop.chaos.history.Journal;
import shop.chaos.history.Purchase;
import shop.chaos.history.Purchase.Wish;
import shop.chaos.history.Request;

/**
 * A small world in which all is well: an order that was confirmed, one that was rejected for want of stock, and one that
 * was cancelled. Tests spoil one thing in it.
 */
final class World {

    static final UUID CONFIRMED = new UUID(1, 1);
    static final UUID REJECTED = new UUID(1, 2);
    static final UUID CANCELLED = new UUID(1, 3);
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    final List<Event> events = new ArrayList<>();
    final List<Order> orders = new ArrayList<>();
    final List<Key> keys = new ArrayList<>();
    final List<Saga> sagas = new ArrayList<>();
    final List<LogEntry> log = new ArrayList<>();
    final List<Payment> payments = new ArrayList<>();
    final List<Account> accounts = new ArrayList<>();
    final List<LedgerEntry> entries = new ArrayList<>();
    final List<Stock> stocks = new ArrayList<>();
    final List<Receipt> receipts = new ArrayList<>();
    final List<Reservation> reservations = new ArrayList<>();
    final List<Shipment> shipments = new ArrayList<>();
    final List<OutboxRow> outbox = new ArrayList<>();
    final List<TopicRecord> records = new ArrayList<>();
    final List<Parked> parked = new ArrayList<>();
    final List<DoorReading> doors = new ArrayList<>();
    Rest rest = new Rest(Map.of("order-service", 100L), Map.of("order-service", 0L), Map.of("order-service", 200L));

    private long calls;
    private int seconds;

    World() {
        events.add(new Event.Began(START, 1, Map.of()));
        events.add(new Event.Sampled(at(), 0, Map.of(), Map.of("order-service", 200L)));
        place(CONFIRMED, "one", new Purchase(Wish.CONFIRM, "customer-1", "SKU-1", 2, "DE"), "PENDING");
        read(CONFIRMED, "CONFIRMED");
        place(REJECTED, "two", new Purchase(Wish.SOLD_OUT, "customer-1", "SKU-0", 1, "DE"), "PENDING");
        place(CANCELLED, "three", new Purchase(Wish.CONFIRM, "customer-1", "SKU-1", 1, "DE"), "PENDING");
        cancel(CANCELLED, 202);
        books();
        sagaConfirmed();
        sagaRejected();
        sagaCancelled();
        message("inventory.commands", CONFIRMED, "shop.inventory.ReserveStock.v1");
        message("inventory.events", CONFIRMED, "shop.inventory.StockReserved.v1");
        orders.forEach(order -> message("order.events", order.id(), "shop.order.OrderPlaced.v1"));
        message("order.events", CONFIRMED, "shop.order.OrderConfirmed.v1");
        message("order.events", REJECTED, "shop.order.OrderRejected.v1");
        message("order.events", CANCELLED, "shop.order.OrderCancelled.v1");
        orders.forEach(order -> doors.add(new DoorReading(order.id(), "order-service", order.status())));
        events.add(new Event.FaultBegan(at(), 1, "kill", "kafka"));
        events.add(new Event.FaultTookEffect(at(), 1, "pid 7 is gone"));
        Instant ended = at();
        events.add(new Event.FaultHealed(at(), 1, ended));
        events.add(new Event.Observed(at(), "money", null));
        events.add(new Event.Repeated(at(), 2, Map.of("orders", "a"), Map.of("orders", "a")));
        events.add(new Event.Rested(at(), 60, null));
    }

    Evidence evidence() {
        return new Evidence(
                Journal.of(events),
                orders,
                keys,
                sagas,
                log,
                payments,
                accounts,
                entries,
                stocks,
                receipts,
                reservations,
                shipments,
                outbox,
                records,
                parked,
                doors,
                rest);
    }

    /** A later moment each time. */
    Instant at() {
        seconds++;
        return START.plusSeconds(seconds);
    }

    void place(UUID order, String key, Purchase purchase, String status) {
        call(Request.place(1, "order-service", purchase, key), new Answer(Outcome.OK, 201, order, status, null, null));
        if (keys.stream().noneMatch(known -> known.key().equals(key))) {
            keys.add(new Key(purchase.customer(), key, order));
        }
    }

    void read(UUID order, String status) {
        call(Request.read(1, "order-service", order), new Answer(Outcome.OK, 200, order, status, null, null));
    }

    void cancel(UUID order, int httpStatus) {
        Answer answer = httpStatus == 202
                ? new Answer(Outcome.OK, 202, order, "PENDING", null, null)
                : Answer.failed(httpStatus, "too late");
        call(Request.cancel(1, "order-service", order), answer);
    }

    void call(Request request, Answer answer) {
        calls++;
        events.add(new Event.Invoked(at(), calls, request));
        events.add(new Event.Answered(at(), calls, answer));
    }

    /** Changes the rows that match. */
    static <T> void change(List<T> rows, Predicate<T> which, UnaryOperator<T> how) {
        rows.replaceAll(row -> which.test(row) ? how.apply(row) : row);
    }

    private void books() {
        UUID deposit = new UUID(9, 9);
        entries.add(new LedgerEntry(deposit, "bank:EUR", -1000));
        entries.add(new LedgerEntry(deposit, "customer-1", 1000));
        entries.add(new LedgerEntry(CONFIRMED, "customer-1", -200));
        entries.add(new LedgerEntry(CONFIRMED, "shop:EUR", 200));
        accounts.add(new Account("bank:EUR", "BANK", -1000, 0));
        accounts.add(new Account("customer-1", "CUSTOMER", 800, 0));
        accounts.add(new Account("shop:EUR", "SHOP", 200, 0));
        receipts.add(new Receipt("SKU-1", 10));
        stocks.add(new Stock("SKU-1", 10, 8, 0, 2));
        stocks.add(new Stock("SKU-0", 0, 0, 0, 0));
    }

    private void sagaConfirmed() {
        orders.add(order(CONFIRMED, "CONFIRMED", null, "parcel-1", 200, Map.of("SKU-1", 2L)));
        payments.add(new Payment(CONFIRMED, "CAPTURED", "customer-1", 200L));
        reservations.add(new Reservation(CONFIRMED, "COMMITTED", Map.of("SKU-1", 2L)));
        shipments.add(new Shipment(CONFIRMED, "ARRANGED", "parcel-1"));
        saga(
                CONFIRMED,
                "COMPLETED",
                "STARTED  RUNNING",
                "STEP_DONE reserve-stock RUNNING",
                "STEP_DONE authorize-payment RUNNING",
                "STEP_DONE arrange-shipment RUNNING CONFIRMED",
                "STEP_DONE capture-payment RUNNING",
                "STEP_DONE commit-stock COMPLETED");
    }

    private void sagaRejected() {
        orders.add(order(REJECTED, "REJECTED", "OUT_OF_STOCK", null, 100, Map.of("SKU-0", 1L)));
        payments.add(new Payment(REJECTED, "VOIDED", "customer-1", 100L));
        reservations.add(new Reservation(REJECTED, "REJECTED", Map.of("SKU-0", 1L)));
        saga(
                REJECTED,
                "COMPENSATED",
                "STARTED  RUNNING",
                "STEP_REFUSED reserve-stock COMPENSATING",
                "STEP_UNDONE authorize-payment COMPENSATED REJECTED");
    }

    private void sagaCancelled() {
        orders.add(order(CANCELLED, "CANCELLED", null, null, 100, Map.of("SKU-1", 1L)));
        payments.add(new Payment(CANCELLED, "VOIDED", null, null));
        reservations.add(new Reservation(CANCELLED, "RELEASED", Map.of()));
        saga(
                CANCELLED,
                "COMPENSATED",
                "STARTED  RUNNING",
                "CANCEL_REQUESTED  COMPENSATING",
                "RESENT  COMPENSATING",
                "STEP_UNDONE authorize-payment COMPENSATING",
                "STEP_UNDONE reserve-stock COMPENSATED CANCELLED");
    }

    private static Order order(
            UUID id,
            String status,
            @Nullable String reason,
            @Nullable String trackingNumber,
            long total,
            Map<String, Long> items) {
        return new Order(id, "customer-1", status, reason, trackingNumber, total, items, START, START.plusSeconds(1));
    }

    /** Entries as words: event, step (may be empty), the state after, the status if it changes. */
    private void saga(UUID order, String state, String... entries) {
        String before = null;
        long sequence = 0;
        for (String entry : entries) {
            String[] words = entry.split(" ");
            sequence++;
            log.add(new LogEntry(
                    order,
                    sequence,
                    START.plusSeconds(sequence),
                    words[0],
                    words[1].isEmpty() ? null : words[1],
                    before,
                    words[2],
                    words.length > 3 ? words[3] : null));
            before = words[2];
        }
        sagas.add(new Saga(order, state, sequence));
    }

    /** An outbox row that has reached its topic. */
    void message(String topic, UUID order, String type) {
        UUID id = new UUID(2, outbox.size());
        outbox.add(new OutboxRow(id, topic, order.toString(), type, null));
        records.add(new TopicRecord(topic, 0, records.size(), id, false));
    }
}
