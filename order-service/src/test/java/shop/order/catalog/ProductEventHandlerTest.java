package shop.order.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.publish;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.testkit.KafkaResource;
import shop.testkit.Polled;
import shop.testkit.PostgresResource;
import shop.testkit.StatementCounter;

/** The copy of the catalogue, on a real PostgreSQL. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class ProductEventHandlerTest {

    @Inject
    BatchConsumer batches;

    @Inject
    Products products;

    @Test
    void theNewestVersionWins_inWhateverOrderTheyCome() {
        String sku = "SKU-" + Uuid7.next();
        publish(batches, sku, 100, "EUR", 2);
        publish(batches, sku, 50, "EUR", 1);
        assertThat(price(sku)).isEqualTo(100);
        publish(batches, sku, 300, "EUR", 3);
        assertThat(price(sku)).isEqualTo(300);
    }

    @Test
    void severalVersionsInOneBatch_leaveTheNewest() {
        String sku = "SKU-" + Uuid7.next();
        Polled polled = Polled.from("product.events");
        for (long version : List.of(1L, 3L, 2L)) {
            polled.message(Uuid7.next(), ProductChanged.TYPE, body(sku, version * 10, version));
        }
        batches.consume(polled.batch());
        assertThat(price(sku)).isEqualTo(30);
    }

    @Test
    void aPriceBeyondAllBounds_isParked_andTheOthersAreTakenOver() {
        String dear = "SKU-" + Uuid7.next();
        String sound = "SKU-" + Uuid7.next();
        batches.consume(Polled.from("product.events")
                .message(Uuid7.next(), ProductChanged.TYPE, body(dear, ProductChanged.MAX_PRICE + 1, 1))
                .message(Uuid7.next(), ProductChanged.TYPE, body(sound, 1, 1))
                .batch());
        assertThat(products.find(List.of(dear, sound))).containsOnlyKeys(sound);
    }

    @Test
    void aBatchOf500_takesAsManyStatementsAsOneOf10() {
        batches.consume(batch(10));
        ConsumerRecords<String, String> small = batch(10);
        ConsumerRecords<String, String> large = batch(500);
        int forSmall = StatementCounter.countIn(() -> batches.consume(small));
        assertThat(StatementCounter.countIn(() -> batches.consume(large))).isEqualTo(forSmall);
    }

    private static ConsumerRecords<String, String> batch(int size) {
        Polled polled = Polled.from("product.events");
        for (int i = 0; i < size; i++) {
            polled.message(Uuid7.next(), ProductChanged.TYPE, body("SKU-" + Uuid7.next(), i, 1));
        }
        return polled.batch();
    }

    private static Map<String, Object> body(String sku, long price, long version) {
        return Map.of(
                "sku",
                sku,
                "name",
                "A product",
                "price",
                Map.of("amount", price, "currency", "EUR"),
                "version",
                version);
    }

    private long price(String sku) {
        return products.find(List.of(sku)).get(sku).price().amount();
    }
}
