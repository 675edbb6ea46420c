package shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.order.OrderFixtures.SERVICE;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.order.Placing.Outcome;
import shop.order.Placing.Wish;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;
import shop.testkit.StatementCounter;

/** Many orders in one transaction. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class PlacingTest {

    @Inject
    Placing placing;

    @Inject
    BatchConsumer batches;

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
