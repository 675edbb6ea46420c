package shop.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.shipping.ShippingFixtures.PARIS;
import static shop.shipping.ShippingFixtures.TRACEPARENT;
import static shop.shipping.ShippingFixtures.arrange;
import static shop.shipping.ShippingFixtures.arrangeWhereNobodyGoes;
import static shop.shipping.ShippingFixtures.batch;
import static shop.shipping.ShippingFixtures.cancel;
import static shop.shipping.ShippingFixtures.message;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.IncomingMessage;
import shop.messaging.Uuid7;
import shop.shipping.Shipment.State;
import shop.testkit.BrokenConnection;
import shop.testkit.Contracts;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;
import shop.testkit.StatementCounter;

/** What a batch of commands does to the database, through the batch consumer and on a real PostgreSQL. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = "shipping-service"))
@WithTestResource(KafkaResource.class)
class ShippingCommandHandlerTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String ARRANGED = "shop.shipping.ShipmentArranged.v1";
    private static final String REJECTED = "shop.shipping.ShipmentRejected.v1";
    private static final String CANCELLED = "shop.shipping.ShipmentCancelled.v1";
    private static final String FAILED = "shop.shipping.ShipmentCommandFailed.v1";

    @Inject
    BatchConsumer batches;

    @Inject
    Shipments shipments;

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    private record Answer(UUID causationId, String type, String step, int attempt, String traceparent, String body) {}

    @Test
    void arranging_sendsAParcelAndAnswersTheSaga() {
        UUID order = Uuid7.next();
        IncomingMessage command = message(arrange(order));

        consume(command);

        Shipment arranged = shipments.find(order).orElseThrow();
        assertThat(arranged).isEqualTo(new Shipment(order, State.ARRANGED, TrackingNumber.of(order), PARIS, null));
        Answer answer = answers(order).getFirst();
        assertThat(answer.type()).isEqualTo(ARRANGED);
        assertThat(answer.causationId()).isEqualTo(command.id());
        assertThat(answer.step()).isEqualTo("arrange-shipment");
        assertThat(answer.attempt()).isEqualTo(command.attempt());
        assertThat(answer.traceparent()).isEqualTo(TRACEPARENT);
        assertThat(answer.body()).contains(TrackingNumber.of(order)).doesNotContain(PARIS.street());
    }

    @Test
    void aCountryThatIsNotServed_isRejected() {
        UUID order = Uuid7.next();

        consume(message(arrangeWhereNobodyGoes(order)));

        assertThat(stateOf(order)).isEqualTo(State.REJECTED);
        assertThat(answers(order)).singleElement().satisfies(answer -> {
            assertThat(answer.type()).isEqualTo(REJECTED);
            assertThat(answer.body()).contains("COUNTRY_NOT_SERVED");
        });
    }

    @Test
    void theSameMessageTwice_isAnsweredOnce() {
        UUID order = Uuid7.next();
        IncomingMessage command = message(arrange(order));

        consume(command, command);
        consume(command);

        assertThat(typesAnswered(order)).containsExactly(ARRANGED);
    }

    @Test
    void theSameCommandAgain_isAnsweredAgainWithTheSameTrackingNumber() {
        UUID order = Uuid7.next();

        consume(message(arrange(order)));
        consume(message(arrange(order)), message(arrange(order)));

        assertThat(answers(order))
                .hasSize(3)
                .extracting(Answer::body)
                .containsOnly(answers(order).getFirst().body());
    }

    @Test
    void cancelling_forgetsTheAddress() {
        UUID order = Uuid7.next();

        consume(message(arrange(order)));
        consume(message(cancel(order)));

        assertThat(shipments.find(order))
                .contains(new Shipment(order, State.CANCELLED, TrackingNumber.of(order), null, null));
        assertThat(typesAnswered(order)).containsExactly(ARRANGED, CANCELLED);
    }

    @Test
    void cancelBeforeArrange_refusesTheLateArrange() {
        UUID order = Uuid7.next();

        consume(message(cancel(order)));
        consume(message(arrange(order)));
        consume(message(cancel(order)));

        assertThat(shipments.find(order)).contains(new Shipment(order, State.CANCELLED, null, null, null));
        assertThat(typesAnswered(order)).containsExactly(CANCELLED, REJECTED, CANCELLED);
        assertThat(answers(order).get(1).body()).contains("CANCELLED_BEFORE");
    }

    @Test
    void allOfAnOrderInOneBatch_isCarriedOutInOrder() {
        UUID first = Uuid7.next();
        UUID second = Uuid7.next();

        consume(message(arrange(first)), message(cancel(second)), message(cancel(first)), message(arrange(second)));

        assertThat(typesAnswered(first)).containsExactly(ARRANGED, CANCELLED);
        assertThat(typesAnswered(second)).containsExactly(CANCELLED, REJECTED);
        assertThat(stateOf(first)).isEqualTo(State.CANCELLED);
        assertThat(stateOf(second)).isEqualTo(State.CANCELLED);
    }

    @Test
    void aPoisonInTheMiddleOfABatch_isParkedAlone() {
        List<UUID> orders = IntStream.range(0, 9).mapToObj(_ -> Uuid7.next()).toList();
        UUID poisoned = orders.get(4);
        List<IncomingMessage> batch = new ArrayList<>();
        orders.forEach(order -> batch.add(
                order.equals(poisoned)
                        ? message(order.toString(), ShippingCommand.ARRANGE_SHIPMENT, "{\"orderId\": 7}")
                        : message(arrange(order))));

        batches.consume(batch(batch));

        for (UUID order : orders) {
            assertThat(typesAnswered(order)).containsExactly(order.equals(poisoned) ? FAILED : ARRANGED);
        }
        assertThat(shipments.find(poisoned)).isEmpty();
        assertThat(parked(poisoned)).isEqualTo(1);
        Answer failure = answers(poisoned).getFirst();
        assertThat(failure.step()).isEqualTo("arrange-shipment");
        assertThat(failure.body()).contains(ShippingCommand.ARRANGE_SHIPMENT);
    }

    @Test
    void anUnknownCommand_isParked() {
        UUID order = Uuid7.next();

        consume(message(order.toString(), "shop.shipping.LoseShipment.v1", "{}"));

        assertThat(parked(order)).isEqualTo(1);
        assertThat(typesAnswered(order)).containsExactly(FAILED);
    }

    @Test
    void aConnectionLostInTheMiddleOfABatch_isTriedAgainAndEverythingHappensOnce() {
        UUID held = Uuid7.next();
        UUID before = Uuid7.next();
        UUID after = Uuid7.next();
        consume(message(arrange(held)));

        BrokenConnection.during(
                dataSource,
                "select 1 from shipment where order_id = '%s' for update".formatted(held),
                () -> consume(message(arrange(before)), message(cancel(held)), message(arrange(after))));

        assertThat(typesAnswered(before)).containsExactly(ARRANGED);
        assertThat(typesAnswered(held)).containsExactly(ARRANGED, CANCELLED);
        assertThat(typesAnswered(after)).containsExactly(ARRANGED);
        assertThat(parked(held)).isZero();
    }

    @Test
    void aShipmentMadeByAnotherMeanwhile_isTriedAgainAndAnsweredWithItsOutcome() throws Exception {
        UUID order = Uuid7.next();

        CompletableFuture<Void> consuming;
        try (Connection other = dataSource.getConnection()) {
            other.setAutoCommit(false);
            try (PreparedStatement cancelled =
                    other.prepareStatement("insert into shipment (order_id, state) values (?, 'CANCELLED')")) {
                cancelled.setObject(1, order);
                cancelled.executeUpdate();
            }
            consuming = CompletableFuture.runAsync(() -> consume(message(arrange(order))));
            await().atMost(DEADLINE).until(this::waitingForTheLock, pid -> pid != 0);
            other.commit();
        }
        await().atMost(DEADLINE).until(consuming::isDone);
        consuming.join();

        assertThat(typesAnswered(order)).containsExactly(REJECTED);
        assertThat(stateOf(order)).isEqualTo(State.CANCELLED);
    }

    @Test
    void aBatchOf500_takesAsManyStatementsAsOneOf10() {
        List<IncomingMessage> ten = mixed(10);
        List<IncomingMessage> fiveHundred = mixed(500);

        int few = StatementCounter.countIn(() -> batches.consume(batch(ten)));
        int many = StatementCounter.countIn(() -> batches.consume(batch(fiveHundred)));

        // Inbox, lock, coverage, insert, update, outbox; then what begins and ends the transaction.
        assertThat(few).isBetween(6, 9);
        assertThat(many).isEqualTo(few);
    }

    /** Commands of every kind, half of them about shipments that are there already. */
    private List<IncomingMessage> mixed(int size) {
        List<IncomingMessage> before = new ArrayList<>();
        List<IncomingMessage> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            UUID order = Uuid7.next();
            switch (i % 4) {
                case 0 -> batch.add(message(arrange(order)));
                case 1 -> batch.add(message(arrangeWhereNobodyGoes(order)));
                case 2 -> batch.add(message(cancel(order)));
                default -> {
                    before.add(message(arrange(order)));
                    batch.add(message(cancel(order)));
                }
            }
        }
        batches.consume(batch(before));
        return batch;
    }

    private void consume(IncomingMessage... messages) {
        batches.consume(batch(List.of(messages)));
    }

    private State stateOf(UUID order) {
        return shipments.find(order).orElseThrow().state();
    }

    private List<String> typesAnswered(UUID order) {
        return answers(order).stream().map(Answer::type).toList();
    }

    /** What the saga was told about an order, in order; every body is checked against its contract. */
    private List<Answer> answers(UUID order) {
        List<Answer> answers = QuarkusTransaction.requiringNew()
                .call(() -> database.query(
                        "select * from outbox where topic = 'shipping.events' and message_key = ? order by id",
                        row -> new Answer(
                                row.getObject("causation_id", UUID.class),
                                row.getString("type"),
                                row.getString("step"),
                                row.getInt("attempt"),
                                row.getString("traceparent"),
                                row.getString("payload")),
                        order.toString()));
        answers.forEach(answer -> Contracts.validate(answer.type(), answer.body()));
        return answers;
    }

    private int parked(UUID order) {
        return database.query(
                        "select count(*) as parked from parked where message_key = ?",
                        row -> row.getInt("parked"),
                        order.toString())
                .getFirst();
    }

    /** The backend that waits for a lock, or 0. */
    private int waitingForTheLock() {
        return database.query("""
                        select pid from pg_stat_activity
                         where datname = current_database() and usename = current_user
                           and state = 'active' and wait_event_type = 'Lock'
                        """, row -> row.getInt("pid")).stream()
                .findFirst()
                .orElse(0);
    }
}
