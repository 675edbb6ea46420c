package shop.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shop.chaos.evidence.Evidence.Account;
import shop.chaos.evidence.Evidence.DoorReading;
import shop.chaos.evidence.Evidence.Key;
import shop.chaos.evidence.Evidence.LedgerEntry;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.evidence.Evidence.OutboxRow;
import shop.chaos.evidence.Evidence.Parked;
import shop.chaos.evidence.Evidence.Payment;
import shop.chaos.evidence.Evidence.Reservation;
import shop.chaos.evidence.Evidence.Rest;
import shop.chaos.evidence.Evidence.Saga;
import shop.chaos.evidence.Evidence.Shipment;
import shop.chaos.evidence.Evidence.Stock;
import shop.chaos.evidence.Evidence.TopicRecord;
import shop.chaos.history.Answer;
import shop.chaos.history.Event;
import shop.chaos.history.Purchase;
import shop.chaos.history.Purchase.Wish;
import shop.chaos.history.Request;

/** Every checker accepts a world in which all is well, and rejects each in which one thing is not. */
class JudgementTest {

    @Test
    void aWorldInWhichAllIsWell_isValid_andEveryCheckerLookedAtSomething() {
        Judgement judgement = Judgement.of(new World().evidence());

        assertThat(judgement.findings())
                .allSatisfy(finding -> assertThat(finding.verdict())
                        .as("%s: %s", finding.checker(), finding.violations())
                        .isEqualTo(Verdict.VALID));
        assertThat(judgement.findings()).extracting(Finding::checker).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyWorld_isUnknown_andNeverValid() {
        World world = new World();
        world.events.clear();
        Stream.of(
                        world.orders,
                        world.keys,
                        world.sagas,
                        world.log,
                        world.payments,
                        world.accounts,
                        world.entries,
                        world.stocks,
                        world.receipts,
                        world.reservations,
                        world.shipments,
                        world.outbox,
                        world.records,
                        world.doors)
                .forEach(List::clear);
        world.rest = new Rest(Map.of(), Map.of(), Map.of());

        assertThat(Judgement.of(world.evidence()).findings())
                .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN));
    }

    @Test
    void aFaultWithoutEvidence_isUnknown() {
        World world = new World();
        world.events.add(new Event.FaultBegan(world.at(), 2, "pause", "postgres"));
        world.events.add(new Event.FaultTookEffect(world.at(), 2, null));
        world.events.add(new Event.FaultHealed(world.at(), 2, world.at()));

        assertThat(Judgement.of(world.evidence()).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void theFirstTheLastAndTheWorstViolation_areNamed() {
        World world = new World();
        world.cancel(World.CONFIRMED, 202);
        world.read(World.CONFIRMED, "REJECTED");
        world.accounts.set(1, new Account("customer-1", "CUSTOMER", 5_000_000, 0));

        Judgement judgement = Judgement.of(world.evidence());

        assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(judgement.first().orElseThrow().at())
                .isBefore(judgement.last().orElseThrow().at());
        assertThat(judgement.worst().orElseThrow().checker()).isEqualTo("money-is-conserved");
        assertThat(judgement.first().orElseThrow().order()).isEqualTo(World.CONFIRMED);
    }

    @Test
    void anAnswerToPoison_mayBeParkedAsWell_andNoOther() {
        UUID poison = new UUID(6, 6);
        World world = new World();
        world.parked.add(new Parked("payment-service", 1, "payment.commands", "key", poison, "cut short", true));
        world.outbox.add(new OutboxRow(new UUID(6, 7), "payment.events", "key", "a.type.v1", poison));
        world.outbox.add(new OutboxRow(new UUID(6, 8), "payment.events", "key", "a.type.v1", new UUID(6, 9)));
        NothingIsParkedButPoison checker = new NothingIsParkedButPoison();

        world.parked.add(new Parked("order-service", 1, "payment.events", "key", new UUID(6, 7), "unknown", false));
        assertThat(checker.check(world.evidence()).verdict()).isEqualTo(Verdict.VALID);

        world.parked.add(new Parked("order-service", 2, "payment.events", "key", new UUID(6, 8), "unknown", false));
        assertThat(checker.check(world.evidence()).verdict()).isEqualTo(Verdict.INVALID);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("spoiledWorlds")
    void whatIsNotWell_isFoundByItsChecker(String checker, String what, Consumer<World> spoil) {
        World world = new World();
        spoil.accept(world);

        Finding finding = Judgement.of(world.evidence()).findings().stream()
                .filter(candidate -> candidate.checker().equals(checker))
                .findFirst()
                .orElseThrow();

        assertThat(finding.verdict()).as(what).isEqualTo(Verdict.INVALID);
        assertThat(finding.violations()).isNotEmpty();
    }

    static Stream<Arguments> spoiledWorlds() {
        return Stream.of(
                spoiled(
                        "accepted-orders-are-kept",
                        "an accepted order is not there",
                        world -> world.orders.removeFirst()),
                spoiled("accepted-orders-are-kept", "its saga is not there", world -> world.sagas.removeFirst()),
                spoiled(
                        "orders-were-asked-for",
                        "an order that nobody placed",
                        world -> world.orders.add(order(new UUID(7, 7), "CONFIRMED", Map.of("SKU-1", 1L)))),
                spoiled(
                        "orders-were-asked-for",
                        "an order of something else",
                        world -> world.orders.set(0, order(World.CONFIRMED, "CONFIRMED", Map.of("SKU-1", 3L)))),
                spoiled(
                        "one-final-outcome",
                        "an order that waits for ever",
                        world -> world.orders.set(0, order(World.CONFIRMED, "PENDING", Map.of("SKU-1", 2L)))),
                spoiled(
                        "one-final-outcome",
                        "an order that was given two outcomes",
                        world -> world.log.set(4, status(world.log.get(4), "REJECTED"))),
                spoiled(
                        "one-final-outcome",
                        "a saga that was moved out of its end",
                        world -> world.sagas.set(0, new Saga(World.CONFIRMED, "RUNNING", 6))),
                spoiled(
                        "outcomes-are-as-deserved",
                        "an order rejected by an outage",
                        world -> world.orders.set(
                                0, order(World.CONFIRMED, "REJECTED", "EXPIRED", Map.of("SKU-1", 2L)))),
                spoiled(
                        "outcomes-are-as-deserved",
                        "an order cancelled by nobody",
                        world -> world.orders.set(0, order(World.CONFIRMED, "CANCELLED", Map.of("SKU-1", 2L)))),
                spoiled(
                        "outcomes-are-as-deserved",
                        "something sold out that was sold",
                        world -> world.orders.set(1, order(World.REJECTED, "CONFIRMED", Map.of("SKU-0", 1L)))),
                spoiled("cancels-are-kept", "a cancel accepted in vain", world -> world.cancel(World.CONFIRMED, 202)),
                spoiled(
                        "cancels-are-kept",
                        "a refused cancel carried out",
                        world -> world.cancel(World.CANCELLED, 409)),
                spoiled(
                        "confirmed-orders-complete",
                        "a confirmed order that was compensated",
                        world -> world.sagas.set(0, new Saga(World.CONFIRMED, "COMPENSATED", 6))),
                spoiled(
                        "completed-sagas-are-settled",
                        "a payment that was never captured",
                        world -> world.payments.set(0, new Payment(World.CONFIRMED, "AUTHORIZED", "customer-1", 200L))),
                spoiled(
                        "completed-sagas-are-settled",
                        "a charge that is too low",
                        world -> World.change(
                                world.entries,
                                entry -> entry.amount() == -200,
                                entry -> new LedgerEntry(entry.transfer(), entry.account(), -100))),
                spoiled(
                        "completed-sagas-are-settled",
                        "goods that were not committed",
                        world -> world.reservations.set(
                                0, new Reservation(World.CONFIRMED, "RELEASED", Map.of("SKU-1", 2L)))),
                spoiled(
                        "completed-sagas-are-settled",
                        "another parcel",
                        world -> world.shipments.set(0, new Shipment(World.CONFIRMED, "ARRANGED", "parcel-2"))),
                spoiled(
                        "effects-happen-at-most-once",
                        "two payments of one order",
                        world -> world.payments.add(world.payments.getFirst())),
                spoiled(
                        "effects-happen-at-most-once",
                        "two reservations of one order",
                        world -> world.reservations.add(world.reservations.getFirst())),
                spoiled(
                        "effects-happen-at-most-once",
                        "a parcel for two orders",
                        world -> world.shipments.add(new Shipment(World.REJECTED, "ARRANGED", "parcel-1"))),
                spoiled("effects-happen-at-most-once", "a charge for nothing", JudgementTest::chargedTwice),
                spoiled(
                        "nothing-is-left-behind",
                        "money held for a rejected order",
                        world -> world.payments.set(1, new Payment(World.REJECTED, "AUTHORIZED", "customer-1", 100L))),
                spoiled(
                        "nothing-is-left-behind",
                        "goods held for a cancelled order",
                        world -> world.reservations.set(
                                2, new Reservation(World.CANCELLED, "RESERVED", Map.of("SKU-1", 1L)))),
                spoiled(
                        "nothing-is-left-behind",
                        "a parcel for a rejected order",
                        world -> world.shipments.add(new Shipment(World.REJECTED, "ARRANGED", "parcel-9"))),
                spoiled(
                        "money-is-conserved",
                        "a transfer that does not sum to zero",
                        world -> world.entries.add(new LedgerEntry(new UUID(9, 9), "shop:EUR", 5))),
                spoiled(
                        "money-is-conserved",
                        "a balance that was changed",
                        world -> world.accounts.set(1, new Account("customer-1", "CUSTOMER", 900, 0))),
                spoiled(
                        "money-is-conserved",
                        "a hold that nobody has",
                        world -> world.accounts.set(1, new Account("customer-1", "CUSTOMER", 800, 100))),
                spoiled(
                        "stock-is-conserved",
                        "pieces that came from nowhere",
                        world -> world.stocks.set(0, new Stock("SKU-1", 10, 9, 0, 2))),
                spoiled(
                        "stock-is-conserved",
                        "a reservation that was never released",
                        world -> world.stocks.set(0, new Stock("SKU-1", 10, 8, 3, 2))),
                spoiled("stock-is-conserved", "a receipt that is lost", world -> world.receipts.clear()),
                spoiled(
                        "books-balanced-all-the-time",
                        "a difference in the middle of it all",
                        world -> world.events.add(new Event.Observed(world.at(), "money", "customer-1 differs"))),
                spoiled("logs-are-legal", "a gap", world -> world.log.remove(2)),
                spoiled("logs-are-legal", "a missing last entry", world -> world.log.remove(5)),
                spoiled(
                        "logs-are-legal",
                        "a move that there is not",
                        world -> world.log.set(5, move(world.log.get(5), "STEP_REFUSED", "COMPENSATING"))),
                spoiled(
                        "logs-are-legal",
                        "a way back after the pivot",
                        world -> world.log.set(4, move(world.log.get(4), "CANCEL_REQUESTED", "COMPENSATING"))),
                spoiled(
                        "logs-are-legal",
                        "an end without a status",
                        world -> world.log.set(8, status(world.log.get(8), null))),
                spoiled(
                        "logs-are-legal",
                        "a saga that counts more than its log has",
                        world -> world.sagas.set(0, new Saga(World.CONFIRMED, "COMPLETED", 7))),
                spoiled(
                        "order-events-are-told",
                        "an end that nobody was told of",
                        world -> world.outbox.removeIf(row -> row.type().contains("OrderConfirmed"))),
                spoiled(
                        "order-events-are-told",
                        "an end that was told twice",
                        world -> world.message("order.events", World.REJECTED, "shop.order.OrderRejected.v1")),
                spoiled(
                        "outboxes-reached-their-topics",
                        "a row that never arrived",
                        world -> world.records.removeFirst()),
                spoiled(
                        "outboxes-reached-their-topics",
                        "a record from nowhere",
                        world -> world.records.add(new TopicRecord("payment.events", 0, 5, new UUID(5, 5), false))),
                spoiled(
                        "outboxes-reached-their-topics",
                        "the last state of a product that never arrived",
                        world -> world.outbox.add(
                                new OutboxRow(new UUID(3, 9), "product.events", "SKU-1", "a.type.v1", null))),
                spoiled(
                        "nothing-is-parked-but-poison",
                        "a message of the product's own",
                        world -> world.parked.add(new Parked(
                                "payment-service", 1, "payment.commands", "key", new UUID(2, 1), "it failed", false))),
                spoiled(
                        "repetition-changes-nothing",
                        "a repetition with an effect",
                        world -> world.events.add(
                                new Event.Repeated(world.at(), 2, Map.of("payment", "a"), Map.of("payment", "b")))),
                spoiled(
                        "idempotency-keys-are-kept",
                        "a key that led to two orders",
                        world -> world.place(
                                World.REJECTED,
                                "one",
                                new Purchase(Wish.CONFIRM, "customer-1", "SKU-1", 2, "DE"),
                                "PENDING")),
                spoiled(
                        "idempotency-keys-are-kept",
                        "two keys of one order",
                        world -> world.keys.add(new Key("customer-1", "another", World.CONFIRMED))),
                spoiled(
                        "reads-never-go-back",
                        "a final status that was read otherwise later",
                        world -> world.read(World.CONFIRMED, "PENDING")),
                spoiled(
                        "reads-never-go-back",
                        "an order that was unknown after it was accepted",
                        world -> world.call(
                                Request.read(1, "order-service", World.CONFIRMED),
                                Answer.failed(404, "there is no such order"))),
                spoiled(
                        "replicas-agree",
                        "a replica that tells it otherwise",
                        world -> world.doors.set(0, new DoorReading(World.CONFIRMED, "order-service", "PENDING"))),
                spoiled("replicas-agree", "a replica that does not know it", world -> world.doors.removeFirst()),
                spoiled(
                        "everything-came-to-rest",
                        "a saga that does not end",
                        world -> world.events.set(
                                world.events.size() - 1, new Event.Rested(Instant.MAX, 60, "1 saga is in flight"))),
                spoiled(
                        "recovery-is-quick",
                        "a rest that took its time",
                        world -> world.events.set(
                                world.events.size() - 1, new Event.Rested(World.START.plusSeconds(600), 60, null))),
                spoiled(
                        "everything-is-as-before",
                        "a relay that keeps the log",
                        world -> world.rest = new Rest(Map.of("order-service", 1L << 30), Map.of(), Map.of())),
                spoiled(
                        "everything-is-as-before",
                        "a consumer that does not consume",
                        world -> world.rest = new Rest(Map.of(), Map.of("order-service", 3L), Map.of())),
                spoiled(
                        "everything-is-as-before",
                        "a process that grew",
                        world -> world.rest = new Rest(Map.of(), Map.of(), Map.of("order-service", 900L))),
                spoiled("faults-took-effect", "something that never got ready again", JudgementTest::neverReadyAgain));
    }

    private static Arguments spoiled(String checker, String what, Consumer<World> spoil) {
        return Arguments.of(checker, what, spoil);
    }

    /** With the books in perfect balance. */
    private static void chargedTwice(World world) {
        UUID transfer = new UUID(8, 8);
        world.entries.add(new LedgerEntry(transfer, "customer-1", -200));
        world.entries.add(new LedgerEntry(transfer, "shop:EUR", 200));
        world.accounts.set(1, new Account("customer-1", "CUSTOMER", 600, 0));
        world.accounts.set(2, new Account("shop:EUR", "SHOP", 400, 0));
    }

    private static void neverReadyAgain(World world) {
        world.events.add(new Event.FaultBegan(world.at(), 2, "kill", "connect"));
        world.events.add(new Event.FaultTookEffect(world.at(), 2, "pid 8 is gone"));
        world.events.add(new Event.FaultFailed(world.at(), 2, "not within 150 s"));
    }

    private static Order order(UUID id, String status, Map<String, Long> items) {
        return order(id, status, "", items);
    }

    private static Order order(UUID id, String status, String reason, Map<String, Long> items) {
        return new Order(
                id, "customer-1", status, reason, "parcel-1", 200, items, World.START, World.START.plusSeconds(1));
    }

    private static LogEntry status(LogEntry entry, @Nullable String status) {
        return new LogEntry(
                entry.order(),
                entry.sequence(),
                entry.at(),
                entry.event(),
                entry.step(),
                entry.from(),
                entry.to(),
                status);
    }

    private static LogEntry move(LogEntry entry, String event, String to) {
        return new LogEntry(
                entry.order(), entry.sequence(), entry.at(), event, entry.step(), entry.from(), to, entry.status());
    }
}
