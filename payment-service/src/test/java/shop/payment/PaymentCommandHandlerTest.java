package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.payment.PaymentFixtures.SERVICE;
import static shop.payment.PaymentFixtures.authorize;
import static shop.payment.PaymentFixtures.capture;
import static shop.payment.PaymentFixtures.typeOf;
import static shop.payment.PaymentFixtures.undo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.Uuid7;
import shop.testkit.BrokenConnection;
import shop.testkit.Collision;
import shop.testkit.Contracts;
import shop.testkit.KafkaResource;
import shop.testkit.Polled;
import shop.testkit.PostgresResource;
import shop.testkit.StatementCounter;

/** The handler behind the batch consumer, on a real PostgreSQL. The books must balance after each test. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class PaymentCommandHandlerTest {

    private static final String TOPIC = "payment.commands";
    private static final String AUTHORIZED = "shop.payment.PaymentAuthorized.v1";
    private static final String DECLINED = "shop.payment.PaymentDeclined.v1";
    private static final String VOIDED = "shop.payment.PaymentVoided.v1";
    private static final String CAPTURED = "shop.payment.PaymentCaptured.v1";
    private static final String FAILED = "shop.payment.PaymentCommandFailed.v1";

    @Inject
    BatchConsumer batches;

    @Inject
    PaymentCommandHandler handler;

    @Inject
    Database database;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Accounts accounts;

    @Inject
    Deposits deposits;

    @AfterEach
    void theBooksBalance() {
        assertThat(database.query(
                        "select account_id from ledger_difference where balance_difference <> 0 or held_difference <> 0",
                        row -> row.getString(1)))
                .as("accounts that differ from their entries or holds")
                .isEmpty();
        assertThat(database.query(
                        "select transfer_id from ledger_entry group by transfer_id having sum(amount) <> 0",
                        row -> row.getString(1)))
                .as("transfers whose entries do not sum to zero")
                .isEmpty();
    }

    @Test
    void aPaymentIsAuthorizedThenCaptured() {
        String customer = customerWith(1_000);
        UUID order = Uuid7.next();
        batches.consume(batch(authorize(order, customer, 300)));
        assertThat(funds(customer)).isEqualTo(List.of(1_000L, 300L));
        long shop = funds("shop:EUR").getFirst();
        batches.consume(batch(capture(order)));
        assertThat(funds(customer)).isEqualTo(List.of(700L, 0L));
        assertThat(funds("shop:EUR").getFirst()).isEqualTo(shop + 300);
        assertThat(answersAbout(order)).containsExactly(AUTHORIZED, CAPTURED);
    }

    @Test
    void everyAnswer_goesToTheEventsTopic_asTheContractSays() {
        String customer = customerWith(100);
        UUID paid = Uuid7.next();
        UUID tooMuch = Uuid7.next();
        batches.consume(
                batch(authorize(paid, customer, 100), authorize(tooMuch, customer, 1), capture(paid), undo(tooMuch)));
        List<String[]> answers = database.query(
                "select topic, type, payload, step, causation_id::text from outbox where message_key = any(?)",
                row -> new String[] {
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)
                },
                (Object) new String[] {paid.toString(), tooMuch.toString()});
        assertThat(answers).hasSize(4).allSatisfy(answer -> {
            assertThat(answer[0]).isEqualTo("payment.events");
            Contracts.validate(answer[1], answer[2]);
            assertThat(answer[3]).isEqualTo("a-step");
            assertThat(answer[4]).isNotNull();
        });
    }

    @Test
    void aDuplicate_isNotCarriedOutTwice() {
        String customer = customerWith(1_000);
        UUID order = Uuid7.next();
        UUID message = Uuid7.next();
        String body = JsonBody.write(authorize(order, customer, 300));
        ConsumerRecords<String, String> twice = Polled.from(TOPIC)
                .message(message, order, PaymentCommand.AUTHORIZE_PAYMENT, body)
                .message(message, order, PaymentCommand.AUTHORIZE_PAYMENT, body)
                .batch();
        batches.consume(twice);
        batches.consume(twice);
        assertThat(funds(customer)).isEqualTo(List.of(1_000L, 300L));
        assertThat(answersAbout(order)).containsExactly(AUTHORIZED);
    }

    @Test
    void authorizingTwice_holdsOnce_andAnswersTwice() {
        String customer = customerWith(1_000);
        UUID order = Uuid7.next();
        batches.consume(batch(authorize(order, customer, 300), authorize(order, customer, 300)));
        batches.consume(batch(authorize(order, customer, 300)));
        assertThat(funds(customer)).isEqualTo(List.of(1_000L, 300L));
        assertThat(answersAbout(order)).containsExactly(AUTHORIZED, AUTHORIZED, AUTHORIZED);
    }

    @Test
    void voidBeforeAuthorize_refusesTheLateAuthorize() {
        String customer = customerWith(1_000);
        UUID order = Uuid7.next();
        batches.consume(batch(undo(order)));
        batches.consume(batch(authorize(order, customer, 300)));
        batches.consume(batch(undo(order)));
        assertThat(funds(customer)).isEqualTo(List.of(1_000L, 0L));
        assertThat(answersAbout(order)).containsExactly(VOIDED, DECLINED, VOIDED);
    }

    @Test
    void aWholePaymentInOneBatch_isDecidedInOrder() {
        String customer = customerWith(1_000);
        UUID voided = Uuid7.next();
        UUID captured = Uuid7.next();
        batches.consume(batch(
                authorize(voided, customer, 1_000), authorize(captured, customer, 1), undo(voided), undo(captured)));
        assertThat(answersAbout(voided)).containsExactly(AUTHORIZED, VOIDED);
        assertThat(answersAbout(captured)).containsExactly(DECLINED, VOIDED);
        UUID next = Uuid7.next();
        batches.consume(batch(authorize(next, customer, 1_000), capture(next), capture(next)));
        assertThat(answersAbout(next)).containsExactly(AUTHORIZED, CAPTURED, CAPTURED);
        assertThat(funds(customer)).isEqualTo(List.of(0L, 0L));
    }

    @Test
    void fundsShrinkWithinABatch_untilTheyDoNotSuffice() {
        String customer = customerWith(1_000);
        UUID first = Uuid7.next();
        UUID second = Uuid7.next();
        UUID third = Uuid7.next();
        batches.consume(batch(
                authorize(first, customer, 600), authorize(second, customer, 500), authorize(third, customer, 400)));
        assertThat(answersAbout(first)).containsExactly(AUTHORIZED);
        assertThat(answersAbout(second)).containsExactly(DECLINED);
        assertThat(answersAbout(third)).containsExactly(AUTHORIZED);
        assertThat(funds(customer)).isEqualTo(List.of(1_000L, 1_000L));
    }

    @Test
    void poisonInTheMiddleOfABatch_isParkedAlone() {
        String customer = customerWith(1_000);
        UUID before = Uuid7.next();
        UUID malformed = Uuid7.next();
        UUID unknown = Uuid7.next();
        UUID illegal = Uuid7.next();
        UUID after = Uuid7.next();
        batches.consume(Polled.from(TOPIC)
                .message(before, PaymentCommand.AUTHORIZE_PAYMENT, authorize(before, customer, 100))
                .message(Uuid7.next(), malformed, PaymentCommand.AUTHORIZE_PAYMENT, "{\"orderId\": 1")
                .message(unknown, "shop.payment.GivePresent.v1", undo(unknown))
                .message(illegal, PaymentCommand.CAPTURE_PAYMENT, capture(illegal))
                .message(after, PaymentCommand.AUTHORIZE_PAYMENT, authorize(after, customer, 100))
                .batch());
        assertThat(answersAbout(before)).containsExactly(AUTHORIZED);
        assertThat(answersAbout(after)).containsExactly(AUTHORIZED);
        for (UUID poison : List.of(malformed, unknown, illegal)) {
            assertThat(answersAbout(poison)).containsExactly(FAILED);
            assertThat(database.query(
                            "select error from parked where message_key = ?",
                            row -> row.getString(1),
                            poison.toString()))
                    .hasSize(1);
        }
        assertThat(funds(customer)).isEqualTo(List.of(1_000L, 200L));
        database.query("select type, payload from outbox where type = ?", row -> row.getString(2), FAILED)
                .forEach(body -> Contracts.validate(FAILED, body));
    }

    @Test
    void aConnectionLostInTheMiddleOfABatch_costsNothingButTime() {
        String customer = customerWith(1_000);
        UUID first = Uuid7.next();
        UUID second = Uuid7.next();
        batches.consume(batch(authorize(first, customer, 100)));
        BrokenConnection.during(
                dataSource,
                "select 1 from account where id = '" + customer + "' for update",
                () -> batches.consume(batch(capture(first), authorize(second, customer, 100))));
        assertThat(answersAbout(first)).containsExactly(AUTHORIZED, CAPTURED);
        assertThat(answersAbout(second)).containsExactly(AUTHORIZED);
        assertThat(funds(customer)).isEqualTo(List.of(900L, 100L));
    }

    @Test
    void twoBatchesOfTheSameNewOrder_atTheSameTime_holdOnce() {
        String customer = customerWith(1_000);
        UUID order = Uuid7.next();
        Runnable authorize = () -> batches.consume(batch(authorize(order, customer, 300)));
        Collision.of(
                dataSource, "select 1 from account where id = '" + customer + "' for update", authorize, authorize);
        assertThat(funds(customer)).isEqualTo(List.of(1_000L, 300L));
        assertThat(answersAbout(order)).containsExactly(AUTHORIZED, AUTHORIZED);
    }

    @Test
    void twoBatchesOfCaptures_atTheSameTime_waitForTheShopsAccountAndDoNotDeadlock() {
        String customer = customerWith(1_000);
        String another = customerWith(1_000);
        UUID first = Uuid7.next();
        UUID second = Uuid7.next();
        batches.consume(batch(authorize(first, customer, 300), authorize(second, another, 300)));
        Collision.of(
                dataSource,
                "select 1 from account where id = 'shop:EUR' for no key update",
                () -> handleOnce(capture(first)),
                () -> handleOnce(capture(second)));
        assertThat(funds(customer)).isEqualTo(List.of(700L, 0L));
        assertThat(funds(another)).isEqualTo(List.of(700L, 0L));
    }

    @Test
    void aBatchOf500_takesAsManyStatementsAsOneOf10() {
        mixedBatch(3);
        ConsumerRecords<String, String> small = mixedBatch(10);
        ConsumerRecords<String, String> large = mixedBatch(500);
        int forSmall = StatementCounter.countIn(() -> batches.consume(small));
        int forLarge = StatementCounter.countIn(() -> batches.consume(large));
        assertThat(forLarge).isEqualTo(forSmall).isLessThan(15);
    }

    /** Of all kinds of commands, about new and known orders, of many customers. */
    private ConsumerRecords<String, String> mixedBatch(int size) {
        Polled known = Polled.from(TOPIC);
        Polled batch = Polled.from(TOPIC);
        for (int i = 0; i < size; i++) {
            String customer = "customer-" + (1 + i % 100);
            UUID order = Uuid7.next();
            if (i % 3 == 0) {
                add(batch, authorize(order, customer, 10));
            } else {
                add(known, authorize(order, customer, 10));
                add(batch, i % 3 == 1 ? undo(order) : capture(order));
            }
        }
        batches.consume(known.batch());
        return batch.batch();
    }

    private static ConsumerRecords<String, String> batch(PaymentCommand... commands) {
        Polled polled = Polled.from(TOPIC);
        for (PaymentCommand command : commands) {
            add(polled, command);
        }
        return polled.batch();
    }

    private static void add(Polled polled, PaymentCommand command) {
        polled.message(command.orderId(), typeOf(command), command);
    }

    /** Without the batch consumer, which would try again. */
    private void handleOnce(PaymentCommand command) {
        IncomingMessage message = new IncomingMessage(
                Uuid7.next(),
                TOPIC,
                command.orderId().toString(),
                typeOf(command),
                null,
                null,
                null,
                1,
                JsonBody.write(command));
        QuarkusTransaction.requiringNew().run(() -> handler.handle(List.of(message)));
    }

    private String customerWith(long amount) {
        String customer = "c-" + Uuid7.next();
        QuarkusTransaction.requiringNew().run(() -> {
            accounts.open(customer, PaymentFixtures.EUR);
            deposits.deposit(customer, "first", PaymentFixtures.eur(amount));
        });
        return customer;
    }

    /** Balance and held. */
    private List<Long> funds(String account) {
        return database.query(
                        "select balance, held from account where id = ?",
                        row -> List.of(row.getLong(1), row.getLong(2)),
                        account)
                .getFirst();
    }

    private List<String> answersAbout(UUID order) {
        return database.query(
                "select type from outbox where message_key = ? order by id", row -> row.getString(1), order.toString());
    }
}
