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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private Intake intake;

    private record Settings(int workers, int batch, int capacity) implements IntakeConfig {
        @Override
        public int batchesPerSecond() {
            return 10_000;
        }

        @Override
        public int batchesAtOnce() {
            return 1;
        }

        @Override
        public Duration patience() {
            return PATIENCE;
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
        clients.close();
    }

    @Test
    void whatArrivesTogether_sharesATransaction() throws SQLException {
        open(new Settings(1, 200, 1000));
        List<CompletableFuture<Outcome>> outcomes;
        try (Blocker blocker = new Blocker()) {
            CompletableFuture<Outcome> first = place(blocker.blocked());
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
        try (Blocker blocker = new Blocker()) {
            first = place(blocker.blocked());
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
        try (Blocker blocker = new Blocker()) {
            first = place(blocker.blocked());
            blocker.awaitSomeone();
            second = place(wish(1));
            await().atMost(PATIENCE).until(() -> intake.waiting() == 2);

            assertThatThrownBy(() -> intake.place(wish(1))).isInstanceOf(Intake.Full.class);
        }
        assertThat(List.of(first.join(), second.join())).allMatch(Outcome.Placed.class::isInstance);
        assertThat(intake.place(wish(1))).isInstanceOf(Outcome.Placed.class);
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
        return CompletableFuture.supplyAsync(() -> intake.place(wish), clients);
    }

    private static Wish wish(int quantity) {
        OrderRequest request = new OrderRequest(
                new CustomerId("customer-1"),
                List.of(new OrderRequest.Line("SKU-DEAR", quantity)),
                new ShippingAddress("Ada", "Some Street 1", "10115", "Berlin", "DE"));
        return new Wish(request, Uuid7.next().toString(), Traceparent.orNew(null));
    }

    private static String idOf(CompletableFuture<Outcome> outcome) {
        return ((Outcome.Placed) outcome.join()).order().orderId().toString();
    }

    /** Holds up one wish, and with it the only worker, until it is closed: it has claimed the wish's key, nearly. */
    private final class Blocker implements AutoCloseable {

        private final Connection connection;
        private final Wish wish = wish(1);

        Blocker() throws SQLException {
            connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into idempotency_key values ('customer-1', '%s', '', '%s')"
                        .formatted(wish.idempotencyKey(), Uuid7.next()));
            }
        }

        Wish blocked() {
            return wish;
        }

        void awaitSomeone() {
            await().atMost(PATIENCE).until(this::someoneWaits);
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.close();
        }

        private boolean someoneWaits() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select 1 from pg_locks where not granted and locktype = 'transactionid'")) {
                return rows.next();
            }
        }
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
