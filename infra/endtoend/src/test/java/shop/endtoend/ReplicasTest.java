package shop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shop.endtoend.Shop.Purchase;

/** Two of each service share the work, and one of each is killed in the middle of it. */
class ReplicasTest {

    @RegisterExtension
    static final TestEnvironment ENVIRONMENT = new TestEnvironment(
            "replicas", "--replicas", "order-service=2,payment-service=2,inventory-service=2,shipping-service=2");

    @Test
    void everyOrderEndsOnce_whicheverReplicaTookIt_andWhicheverIsKilled() {
        List<Shop> replicas = List.of(ENVIRONMENT.shop(), ENVIRONMENT.shopAtReplica(2));

        List<UUID> before = place(replicas, 50);
        List.of("order-service-2", "payment-service", "inventory-service-2", "shipping-service")
                .forEach(process -> ENVIRONMENT.saga().succeed("kill", process));
        List<UUID> after = place(replicas.subList(0, 1), 50);

        List<UUID> orders = Stream.of(before, after).flatMap(List::stream).toList();
        replicas.getFirst().awaitStatus("CONFIRMED", orders);
        replicas.getFirst().awaitEnd(orders);
        assertThat(ENVIRONMENT.books().violationsAtRest()).isEmpty();
    }

    private static List<UUID> place(List<Shop> replicas, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> replicas.get(i % replicas.size())
                        .place(Purchase.ordinary().by("customer-" + (1 + i))))
                .toList();
    }
}
