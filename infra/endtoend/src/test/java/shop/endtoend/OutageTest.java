package shop.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everything stands on goes away in the middle of a trickle of orders, and comes back. Nobody lends a hand. */
class OutageTest {

    private static final int BEFORE = 25;
    private static final int AFTER = 50;

    @RegisterExtension
    static final TestEnvironment ENVIRONMENT = new TestEnvironment("outage");

    private final Shop shop = ENVIRONMENT.shop();
    private final Books books = ENVIRONMENT.books();
    private final CommandLine saga = ENVIRONMENT.saga();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect",
                "kafka",
                "postgres",
                "order-service",
                "payment-service",
                "inventory-service",
                "shipping-service"
            })
    void everyAcceptedOrderEnds_whenAProcessIsKilledAndStarted(String process) {
        endsWhen(() -> {
            saga.succeed("kill", process);
            saga.succeed("start", process);
        });
    }

    @Test
    void everyAcceptedOrderEnds_whenAllOfKafkasDataIsDeleted() {
        endsWhen(() -> {
            saga.succeed("kill", "kafka");
            delete(ENVIRONMENT.data("kafka").resolve("data"));
            saga.succeed("start", "kafka");
        });
    }

    @Test
    void everyAcceptedOrderEnds_whenAReplicationSlotIsDropped() {
        // The relay comes back within a second: whoever drops its slot has to be quicker.
        endsWhen(() -> books.execute("order_service", """
                do $$ begin
                    for attempt in 1..100 loop
                        perform pg_terminate_backend(active_pid, 5000)
                           from pg_replication_slots where slot_name = 'relay_order_service' and active;
                        begin
                            perform pg_drop_replication_slot('relay_order_service');
                            return;
                        exception when object_in_use then continue;
                        end;
                    end loop;
                    raise exception 'the slot was in use at every attempt';
                end $$
                """));
    }

    private void endsWhen(Runnable fault) {
        List<UUID> orders;
        try (Trickle trickle = new Trickle(shop)) {
            await("orders before the fault").atMost(TestEnvironment.patience()).until(() -> trickle.count() >= BEFORE);
            fault.run();
            int during = trickle.count();
            await("orders after the fault")
                    .atMost(TestEnvironment.patience())
                    .until(() -> trickle.count() >= during + AFTER);
            orders = trickle.end();
        }
        shop.awaitStatus("CONFIRMED", orders);
        shop.awaitEnd(orders);
        assertThat(books.violationsAtRest()).isEmpty();
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError("cannot delete " + directory, e);
        }
    }
}
