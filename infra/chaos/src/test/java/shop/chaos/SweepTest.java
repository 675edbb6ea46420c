package shop.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.chaos.history.FaultStory;
import shop.chaos.history.Journal;
import shop.local.environment.PortTable;

/** Real services that die at each boundary, and at the request that places an order. */
class SweepTest {

    /** Below the range the system gives to outgoing connections, so that a port found free stays free. */
    private static final List<Integer> OFFSETS = List.of(10_080, 10_090, 10_040);

    private static final Path TARGET = Path.of(System.getProperty("saga.root"), "infra/chaos/target");

    private static final List<String> POINTS = List.of(
            "order-service/POST-orders/after-commit",
            "inventory-service/StockReserved/before-commit",
            "shipping-service/ShipmentRejected/after-delivery",
            "payment-service/PaymentCaptured/after-relay");

    @Test
    void aServiceThatDiesAtAnyBoundary_losesNothing() throws Exception {
        Path report = TARGET.resolve("sweep");

        int exitCode = Chaos.run(
                "--points=" + String.join(",", POINTS),
                "--home=" + TARGET.resolve("sweep-home"),
                "--port-offset=" + PortTable.freeOffset(OFFSETS),
                "--rests-within=120",
                "--report=" + report);

        assertThat(exitCode).as("see %s", report).isZero();
        assertThat(Journal.read(report.resolve("history.ndjson")).faults())
                .extracting(FaultStory::target)
                .containsExactlyInAnyOrderElementsOf(POINTS);
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("Every point at which a service died", "ShipmentRejected", "after-relay");
    }

    @Test
    void whatIsNoPoint_isRefused_beforeAnythingIsStarted() {
        assertThat(Chaos.run("--points=no-such-service/*")).isEqualTo(2);
        assertThat(Chaos.run("--sweep", "--replicas=order-service=2")).isEqualTo(2);
        assertThat(Chaos.run("--sweep", "--attach")).isEqualTo(2);
        assertThat(Chaos.run("--points=list")).isZero();
    }
}
