package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.inventory.InventoryFixtures.SERVICE;
import static shop.inventory.InventoryFixtures.add;
import static shop.inventory.InventoryFixtures.batch;
import static shop.inventory.InventoryFixtures.commit;
import static shop.inventory.InventoryFixtures.item;
import static shop.inventory.InventoryFixtures.release;
import static shop.inventory.InventoryFixtures.reserve;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.JsonBody;
import shop.messaging.Uuid7;
import shop.testkit.BrokenConnection;
import shop.testkit.Contracts;
import shop.testkit.KafkaResource;
import shop.testkit.Polled;
import shop.testkit.PostgresResource;
import shop.testkit.StatementCounter;

/** The handler behind the batch consumer, on a real PostgreSQL. The books must balance after each test. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class InventoryCommandHandlerTest {

    private static final String TOPIC = "inventory.commands";
    private static final String RESERVED = "shop.inventory.StockReserved.v1";
    private static final String REJECTED = "shop.inventory.StockRejected.v1";
    private static final String RELEASED = "shop.inventory.StockReleased.v1";
    private static final String COMMITTED = "shop.inventory.StockCommitted.v1";
    private static final String FAILED = "shop.inventory.StockCommandFailed.v1";

    @Inject
    BatchConsumer batches;

    @Inject
    Database database;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Products products;

    @Inject
    Stocks stocks;

    @AfterEach
    void theBooksBalance() {
        assertThat(database.query("""
                        select sku from stock_difference
                         where received_difference <> 0 or reserved_difference <> 0 or committed_difference <> 0
                        """, row -> row.getString(1)))
                .as("stock that differs from its receipts or reservations")
                .isEmpty();
    }

    @Test
    void stockIsReservedThenCommitted() {
        String sku = productWith(10);
        UUID order = Uuid7.next();
        batches.consume(batch(reserve(order, item(3, sku))));
        assertThat(stockOf(sku)).isEqualTo(new Stock(10, 10, 3, 0));
        batches.consume(batch(commit(order)));
        assertThat(stockOf(sku)).isEqualTo(new Stock(10, 7, 0, 3));
        assertThat(answersAbout(order)).containsExactly(RESERVED, COMMITTED);
    }

    @Test
    void everyAnswer_goesToTheEventsTopic_asTheContractSays() {
        String sku = productWith(1);
        UUID taken = Uuid7.next();
        UUID tooMuch = Uuid7.next();
        UUID unheardOf = Uuid7.next();
        batches.consume(batch(
                reserve(taken, item(1, sku)),
                reserve(tooMuch, item(1, sku)),
                reserve(unheardOf, item(1, "no-such-sku")),
                commit(taken),
                release(tooMuch)));
        List<String[]> answers = database.query(
                "select topic, type, payload, step, causation_id::text from outbox where message_key = any(?)",
                row -> new String[] {
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)
                },
                (Object) new String[] {taken.toString(), tooMuch.toString(), unheardOf.toString()});
        assertThat(answers).hasSize(5).allSatisfy(answer -> {
            assertThat(answer[0]).isEqualTo("inventory.events");
            Contracts.validate(answer[1], answer[2]);
            assertThat(answer[3]).isEqualTo("a-step");
            assertThat(answer[4]).isNotNull();
        });
        assertThat(bodiesAbout(unheardOf)).singleElement().asString().contains("UNKNOWN_SKU", "no-such-sku");
        assertThat(bodiesAbout(tooMuch).getFirst()).contains("OUT_OF_STOCK", sku);
    }

    @Test
    void aDuplicate_isNotCarriedOutTwice() {
        String sku = productWith(10);
        UUID order = Uuid7.next();
        UUID message = Uuid7.next();
        String body = JsonBody.write(reserve(order, item(3, sku)));
        ConsumerRecords<String, String> twice = Polled.from(TOPIC)
                .message(message, order, InventoryCommand.RESERVE_STOCK, body)
                .message(message, order, InventoryCommand.RESERVE_STOCK, body)
                .batch();
        batches.consume(twice);
        batches.consume(twice);
        assertThat(stockOf(sku)).isEqualTo(new Stock(10, 10, 3, 0));
        assertThat(answersAbout(order)).containsExactly(RESERVED);
    }

    @Test
    void reservingTwice_reservesOnce_andAnswersTwice() {
        String sku = productWith(10);
        UUID order = Uuid7.next();
        batches.consume(batch(reserve(order, item(3, sku)), reserve(order, item(3, sku))));
        batches.consume(batch(reserve(order, item(3, sku))));
        assertThat(stockOf(sku)).isEqualTo(new Stock(10, 10, 3, 0));
        assertThat(answersAbout(order)).containsExactly(RESERVED, RESERVED, RESERVED);
    }

    @Test
    void releaseBeforeReserve_refusesTheLateReserve() {
        String sku = productWith(10);
        UUID order = Uuid7.next();
        batches.consume(batch(release(order)));
        batches.consume(batch(reserve(order, item(3, sku))));
        batches.consume(batch(release(order)));
        assertThat(stockOf(sku)).isEqualTo(Stock.of(10));
        assertThat(answersAbout(order)).containsExactly(RELEASED, REJECTED, RELEASED);
    }

    @Test
    void aWholeReservationInOneBatch_isDecidedInOrder() {
        String sku = productWith(10);
        UUID released = Uuid7.next();
        UUID refused = Uuid7.next();
        batches.consume(batch(
                reserve(released, item(10, sku)), reserve(refused, item(1, sku)), release(released), release(refused)));
        assertThat(answersAbout(released)).containsExactly(RESERVED, RELEASED);
        assertThat(answersAbout(refused)).containsExactly(REJECTED, RELEASED);
        UUID next = Uuid7.next();
        batches.consume(batch(reserve(next, item(10, sku)), commit(next), commit(next)));
        assertThat(answersAbout(next)).containsExactly(RESERVED, COMMITTED, COMMITTED);
        assertThat(stockOf(sku)).isEqualTo(new Stock(10, 0, 0, 10));
    }

    @Test
    void anOrderOfSeveralItems_isReservedWhollyOrNotAtAll() {
        String plenty = productWith(10);
        String scarce = productWith(1);
        UUID first = Uuid7.next();
        UUID second = Uuid7.next();
        batches.consume(batch(
                reserve(first, item(2, plenty), item(1, scarce)), reserve(second, item(2, plenty), item(1, scarce))));
        assertThat(answersAbout(first)).containsExactly(RESERVED);
        assertThat(answersAbout(second)).containsExactly(REJECTED);
        assertThat(stockOf(plenty)).isEqualTo(new Stock(10, 10, 2, 0));
        assertThat(stockOf(scarce)).isEqualTo(new Stock(1, 1, 1, 0));
        batches.consume(batch(release(first), release(second)));
        assertThat(stockOf(plenty)).isEqualTo(Stock.of(10));
        assertThat(stockOf(scarce)).isEqualTo(Stock.of(1));
    }

    @Test
    void stockShrinksWithinABatch_untilItDoesNotSuffice() {
        String sku = productWith(10);
        UUID first = Uuid7.next();
        UUID second = Uuid7.next();
        UUID third = Uuid7.next();
        batches.consume(
                batch(reserve(first, item(6, sku)), reserve(second, item(5, sku)), reserve(third, item(4, sku))));
        assertThat(answersAbout(first)).containsExactly(RESERVED);
        assertThat(answersAbout(second)).containsExactly(REJECTED);
        assertThat(answersAbout(third)).containsExactly(RESERVED);
        assertThat(stockOf(sku)).isEqualTo(new Stock(10, 10, 10, 0));
    }

    @Test
    void poisonInTheMiddleOfABatch_isParkedAlone() {
        String sku = productWith(10);
        UUID before = Uuid7.next();
        UUID malformed = Uuid7.next();
        UUID unknown = Uuid7.next();
        UUID illegal = Uuid7.next();
        UUID after = Uuid7.next();
        batches.consume(Polled.from(TOPIC)
                .message(before, InventoryCommand.RESERVE_STOCK, reserve(before, item(1, sku)))
                .message(Uuid7.next(), malformed, InventoryCommand.RESERVE_STOCK, "{\"orderId\": 1")
                .message(unknown, "shop.inventory.GivePresent.v1", release(unknown))
                .message(illegal, InventoryCommand.COMMIT_STOCK, commit(illegal))
                .message(after, InventoryCommand.RESERVE_STOCK, reserve(after, item(1, sku)))
                .batch());
        assertThat(answersAbout(before)).containsExactly(RESERVED);
        assertThat(answersAbout(after)).containsExactly(RESERVED);
        for (UUID poison : List.of(malformed, unknown, illegal)) {
            assertThat(answersAbout(poison)).containsExactly(FAILED);
            assertThat(database.query(
                            "select error from parked where message_key = ?",
                            row -> row.getString(1),
                            poison.toString()))
                    .hasSize(1);
            bodiesAbout(poison).forEach(body -> Contracts.validate(FAILED, body));
        }
        assertThat(stockOf(sku)).isEqualTo(new Stock(10, 10, 2, 0));
    }

    @Test
    void aConnectionLostInTheMiddleOfABatch_costsNothingButTime() {
        String sku = productWith(10);
        UUID first = Uuid7.next();
        UUID second = Uuid7.next();
        batches.consume(batch(reserve(first, item(1, sku))));
        BrokenConnection.during(
                dataSource,
                "select 1 from stock where sku = '" + sku + "' for update",
                () -> batches.consume(batch(commit(first), reserve(second, item(1, sku)))));
        assertThat(answersAbout(first)).containsExactly(RESERVED, COMMITTED);
        assertThat(answersAbout(second)).containsExactly(RESERVED);
        assertThat(stockOf(sku)).isEqualTo(new Stock(10, 9, 1, 1));
    }

    @Test
    void twoBatchesOfTheSameNewOrder_atTheSameTime_reserveOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            String sku = productWith(10);
            UUID order = Uuid7.next();
            CompletableFuture<Void> one =
                    CompletableFuture.runAsync(() -> batches.consume(batch(reserve(order, item(3, sku)))));
            CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> batches.consume(batch(reserve(order, item(3, sku)))));
            CompletableFuture.allOf(one, other).get(30, TimeUnit.SECONDS);
            assertThat(stockOf(sku)).isEqualTo(new Stock(10, 10, 3, 0));
            assertThat(answersAbout(order)).containsExactly(RESERVED, RESERVED);
        }
    }

    @Test
    void aBatchOf500_takesAsManyStatementsAsOneOf10() {
        batches.consume(mixedBatch(3));
        ConsumerRecords<String, String> small = mixedBatch(10);
        ConsumerRecords<String, String> large = mixedBatch(500);
        int forSmall = StatementCounter.countIn(() -> batches.consume(small));
        int forLarge = StatementCounter.countIn(() -> batches.consume(large));
        assertThat(forLarge).isEqualTo(forSmall).isLessThan(15);
    }

    /** Of all kinds of commands, about new and known orders, of several products. */
    private ConsumerRecords<String, String> mixedBatch(int size) {
        Polled known = Polled.from(TOPIC);
        Polled batch = Polled.from(TOPIC);
        for (int i = 0; i < size; i++) {
            InventoryCommand reserve =
                    reserve(Uuid7.next(), item(1, "SKU-" + (1001 + i % 12)), item(2, "SKU-" + (1001 + i % 7)));
            if (i % 3 == 0) {
                add(batch, reserve);
            } else {
                add(known, reserve);
                add(batch, i % 3 == 1 ? release(reserve.orderId()) : commit(reserve.orderId()));
            }
        }
        batches.consume(known.batch());
        return batch.batch();
    }

    private String productWith(long quantity) {
        String sku = "sku-" + Uuid7.next();
        QuarkusTransaction.requiringNew().run(() -> {
            products.create(sku, "A thing", new Money(100, Currency.getInstance("EUR")));
            stocks.receive(Uuid7.next(), sku, quantity);
        });
        return sku;
    }

    private Stock stockOf(String sku) {
        return stocks.find(List.of(sku)).get(sku);
    }

    private List<String> answersAbout(UUID order) {
        return database.query(
                "select type from outbox where message_key = ? order by id", row -> row.getString(1), order.toString());
    }

    private List<String> bodiesAbout(UUID order) {
        return database.query(
                "select payload from outbox where message_key = ? order by id",
                row -> row.getString(1),
                order.toString());
    }
}
