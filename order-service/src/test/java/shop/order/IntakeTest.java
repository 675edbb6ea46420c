package shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static shop.order.OrderFixtures.SERVICE;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.order.Placing.Outcome;
import shop.order.Placing.Wish;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** Requests that pile up behind a transaction that is held up at a lock. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class IntakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Placing placing;

    @Inject
    BatchConsumer batches;

    @Inject
    DataSource dataSource;

    private Intake intake;

    private record Settings(int workers, int batch, int capacity, Duration patience) implements IntakeConfig {
        Settings(int workers, int batch, int capacity) {
            this(workers, batch, capacity, PATIENCE);
        }

        @Override
        public int batchesPerSecond() {
            return 10_000;
        }

        @Override
        public int batchesAtOnce() {
            return 1;
        }
    }

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
        OrderFixtures.publish(batches, "SKU-DEAR", 100_000_000_000L, "EUR", 1);
    }

    @AfterEach
    void close() throws InterruptedException {
        intake.close();
    }

    @Test
    void whatArrivesTogether_sharesATransaction() throws SQLException {
        open(new Settings(1, 200, 1000));
        List<CompletableFuture<Outcome>> outcomes;
        try (Blocker blocker = new Blocker(dataSource)) {
            CompletableFuture<Outcome> first = place(wish(1, blocker.key()));
            blocker.awaitSomeone();
            outcomes = new ArrayList<>(
                    IntStream.range(0, 50).mapToObj(i -> place(wish(1))).toList());
            await().atMost(PATIENCE).until(() -> intake.waiting() == 51);
            outcomes.add(first);
        }
        String ids =
                outcomes.stream().map(IntakeTest::idOf).map("'%s'"::formatted).collect(Collectors.joining(","));
        assertThat(number("select count(*) from orders where id in (" + ids + ")"))
                .isEqualTo(51);
        assertThat(number("select count(distinct xmin::text) from orders where id in (" + ids + ")"))
                .isEqualTo(2);
    }

    @Test
    void oneThatCannotBePlaced_leavesItsNeighboursAlone() throws SQLException {
        open(new Settings(1, 200, 1000));
        CompletableFuture<Outcome> first;
        List<CompletableFuture<Outcome>> together;
        try (Blocker blocker = new Blocker(dataSource)) {
            first = place(wish(1, blocker.key()));
            blocker.awaitSomeone();
            together = Stream.of(1, Integer.MAX_VALUE, 2)
                    .map(quantity -> place(wish(quantity)))
                    .toList();
            await().atMost(PATIENCE).until(() -> intake.waiting() == 4);
        }
        assertThat(first.join()).isInstanceOf(Outcome.Placed.class);
        assertThat(together.get(0).join()).isInstanceOf(Outcome.Placed.class);
        assertThatThrownBy(together.get(1)::join).hasCauseInstanceOf(ArithmeticException.class);
        assertThat(together.get(2).join()).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void aFullQueue_takesNothingMore_untilItIsRead() throws SQLException {
        open(new Settings(1, 1, 1));
        CompletableFuture<Outcome> first;
        CompletableFuture<Outcome> second;
        try (Blocker blocker = new Blocker(dataSource)) {
            first = place(wish(1, blocker.key()));
            blocker.awaitSomeone();
            second = place(wish(1));
            await().atMost(PATIENCE).until(() -> intake.waiting() == 2);

            assertThatThrownBy(() -> intake.place(wish(1))).isInstanceOf(Intake.Full.class);
        }
        assertThat(List.of(first.join(), second.join())).allMatch(Outcome.Placed.class::isInstance);
        assertThat(place(wish(1)).join()).isInstanceOf(Outcome.Placed.class);
    }

    @Test
    void whoeverWaitsTooLong_learnsThatNothingIsKnown_inTheQueueAndOutOfIt() throws SQLException {
        open(new Settings(1, 1, 10, Duration.ofMillis(200)));
        Wish held;
        CompletableFuture<Outcome> inHand;
        try (Blocker blocker = new Blocker(dataSource)) {
            held = wish(1, blocker.key());
            inHand = place(held);
            blocker.awaitSomeone();
            CompletableFuture<Outcome> queued = place(wish(1));

            assertThat(inHand).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(Intake.Undecided.class);
            assertThat(queued).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(Intake.Undecided.class);
            await().atMost(PATIENCE).until(() -> intake.waiting() == 0);
        }
        await("what is overdue is placed all the same").atMost(PATIENCE).until(() -> isPlaced(held));
        assertThat(inHand).isCompletedExceptionally();
        assertThat(intake.waiting()).isZero();
    }

    @Test
    void aCrowd_isAnswered_everyOneOfIt() {
        open(new Settings(2, 50, 1000));
        List<CompletableFuture<Outcome>> outcomes = IntStream.range(0, 1000)
                .mapToObj(i -> place(i % 50 == 0 ? wish(1) : refused()))
                .toList();
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).succeedsWithin(PATIENCE));
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.join() instanceof Outcome.Placed)
                .hasSize(20);
        await().atMost(PATIENCE).until(() -> intake.waiting() == 0);
    }

    /** Those that come while it closes are answered or refused, and never forgotten. */
    @Test
    void closing_answersWhoeverIsTakenIn_amidTheirComing() throws Exception {
        open(new Settings(2, 10, 100));
        Queue<CompletableFuture<Outcome>> taken = new ConcurrentLinkedQueue<>();
        AtomicBoolean closed = new AtomicBoolean();
        CompletableFuture<Void> coming = CompletableFuture.runAsync(() -> {
            while (!closed.get()) {
                try {
                    taken.add(place(refused()));
                } catch (Intake.Full full) {
                    Thread.onSpinWait();
                }
            }
        });
        await().atMost(PATIENCE).until(() -> !taken.isEmpty());

        intake.close();
        closed.set(true);

        assertThat(coming).succeedsWithin(PATIENCE);
        assertThat(taken).allMatch(CompletableFuture::isDone);
        assertThat(intake.waiting()).isZero();
    }

    @Test
    void closing_answersWhoeverWaits() throws Exception {
        open(new Settings(2, 10, 100));
        List<CompletableFuture<Outcome>> outcomes =
                IntStream.range(0, 30).mapToObj(i -> place(wish(1))).toList();
        await().atMost(PATIENCE).until(() -> outcomes.stream().anyMatch(CompletableFuture::isDone));

        intake.close();

        assertThatThrownBy(() -> intake.place(wish(1))).isInstanceOf(Intake.Full.class);
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).succeedsWithin(PATIENCE));
    }

    private void open(Settings settings) {
        intake = new Intake(placing, settings, new SimpleMeterRegistry());
        intake.open();
    }

    private CompletableFuture<Outcome> place(Wish wish) {
        return intake.place(wish).toCompletableFuture();
    }

    private static Wish wish(int quantity) {
        return wish(quantity, Uuid7.next().toString());
    }

    private static Wish wish(int quantity, String key) {
        return wish("SKU-DEAR", quantity, key);
    }

    /** Nothing is stored for it: a crowd of unfinished orders would close the door to the tests that come after. */
    private static Wish refused() {
        return wish("SKU-9999", 1, Uuid7.next().toString());
    }

    private static Wish wish(String sku, int quantity, String key) {
        OrderRequest request = new OrderRequest(
                new CustomerId("customer-1"),
                List.of(new OrderRequest.Line(sku, quantity)),
                new ShippingAddress("Ada", "Some Street 1", "10115", "Berlin", "DE"));
        return new Wish(request, key, Traceparent.orNew(null));
    }

    private static String idOf(CompletableFuture<Outcome> outcome) {
        return ((Outcome.Placed) outcome.join()).order().orderId().toString();
    }

    private boolean isPlaced(Wish wish) throws SQLException {
        return number("select count(*) from idempotency_key where key = '" + wish.idempotencyKey() + "'") == 1;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
