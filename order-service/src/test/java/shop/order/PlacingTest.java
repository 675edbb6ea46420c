package shop.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static shop.order.OrderFixtures.SERVICE;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Database;
import shop.messaging.Uuid7;
import shop.order.Placing.Outcome;
import shop.order.Placing.Wish;
import shop.order.saga.SagaStories;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;
import shop.testkit.StatementCounter;

/** Many orders in one transaction. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class PlacingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Placing placing;

    @Inject
    BatchConsumer batches;

    @Inject
    SagaStories stories;

    @Inject
    Database database;

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
    }

    @Test
    void placing500_takesAsManyStatementsAsPlacing10() {
        assertThat(fewestStatementsFor(500)).isEqualTo(fewestStatementsFor(10)).isLessThan(10);
    }

    /** The service's housekeeping may add statements of its own to some of the countings, and takes none away. */
    private int fewestStatementsFor(int orders) {
        return IntStream.range(0, 5)
                .map(i -> {
                    List<Wish> wishes = wishes(orders);
                    return StatementCounter.countIn(() -> placing.place(wishes));
                })
                .min()
                .orElseThrow();
    }

    @Test
    void whatIsRefused_leavesTheOthersAlone_andOneKeyIsOneOrder() {
        String key = Uuid7.next().toString();
        List<Outcome> outcomes = placing.place(List.of(
                wish("SKU-1001", 1, key),
                wish("SKU-9999", 1, null),
                wish("SKU-1001", 1, key),
                wish("SKU-1001", 2, key),
                wish("SKU-1002", 1, null)));
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Placed.class);
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.UnknownSkus(List.of("SKU-9999")));
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Replayed.class);
        assertThat(outcomes.get(3)).isInstanceOf(Outcome.KeyReused.class);
        assertThat(outcomes.get(4)).isInstanceOf(Outcome.Placed.class);
        assertThat(((Outcome.Replayed) outcomes.get(2)).order().orderId())
                .isEqualTo(((Outcome.Placed) outcomes.get(0)).order().orderId());
    }

    /** The relay tells of a commit once it is flushed; others see it a moment later, and that moment can be long. */
    @Test
    void participantsAnswer_beforeTheOrderCanBeSeen_isHeardAllTheSame() {
        UUID order;
        CompletableFuture<Void> heard;
        QuarkusTransaction.begin();
        try {
            Outcome outcome = placing.place(List.of(wish("SKU-1001", 1, null))).getFirst();
            order = ((Outcome.Placed) outcome).order().orderId();
            heard = CompletableFuture.runAsync(() -> stories.tell("PaymentAuthorized", order));
            Awaitility.await("a second look, or an end").atMost(PATIENCE).until(() -> heard.isDone() || looksAgain());
            QuarkusTransaction.commit();
        } finally {
            if (QuarkusTransaction.isActive()) {
                QuarkusTransaction.rollback();
            }
        }
        heard.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        stories.tellAll(order, "StockReserved", "ShipmentArranged");
        given().get("/orders/" + order).then().body("status", equalTo("CONFIRMED"));
    }

    private boolean looksAgain() {
        return !database.query(
                        "select 1 from pg_stat_activity where query like '%pg_locks%' and query not like '%activity%'",
                        row -> 1)
                .isEmpty();
    }

    private static List<Wish> wishes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> wish("SKU-1001", 1, Uuid7.next().toString()))
                .toList();
    }

    private static Wish wish(String sku, int quantity, @Nullable String key) {
        OrderRequest request = new OrderRequest(
                new CustomerId("customer-1"),
                List.of(new OrderRequest.Line(sku, quantity)),
                new ShippingAddress("Ada", "Some Street 1", "10115", "Berlin", "DE"));
        return new Wish(request, key, Traceparent.orNew(null));
    }
}
