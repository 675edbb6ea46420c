package shop.endtoend.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Measures the board under load, each minute: frames that came late or not at all, and the memory that is left after a
 * garbage collection. It is no test by its name and asserts nothing of time; at the end it does assert that the counters
 * are exact. A recorded history is told at 500 orders a second while the services are idle, and orders are really placed
 * at 100 a second.
 *
 * <pre>
 * mvn package -pl infra/endtoend -am -Dtest=SmoothnessMeasurement -Dsurefire.failIfNoSpecifiedTests=false -Dminutes=10
 * </pre>
 */
class SmoothnessMeasurement {

    private static final int MINUTES = Integer.getInteger("minutes", 10);
    private static final int TOLD_PER_SECOND = 500;
    private static final int PLACED_PER_SECOND = 100;
    private static final int RECORDED = 300;
    private static final double WARM_UP_MILLIS = 20_000;
    private static final double MINUTE_MILLIS = 60_000;

    @RegisterExtension
    static final PageEnvironment PAGES = new PageEnvironment("smoothness");

    private final PrintStream out = System.out;

    @Test
    void toldFromARecordedHistory() throws IOException {
        URI orderService = PAGES.orderService();
        String cursor = PAGES.environment()
                .shop()
                .found("order-service", "/board?limit=1")
                .get("cursor")
                .asText();
        long before = events();
        placeOrders();
        int events = (int) (events() - before);
        RecordedHistory history = RecordedHistory.read(
                orderService.resolve("/events?after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)), events);
        try (ReplayServer replay = new ReplayServer(orderService, history, TOLD_PER_SECOND)) {
            Page page = PAGES.openAt(replay.address(), new NewContextOptions().setViewportSize(1440, 900));
            BoardView board = new BoardView(page);
            out.printf("%d orders a second, told from %d recorded events%n", TOLD_PER_SECOND, events);
            measure(page, replay::told);
            replay.endPlacing();
            board.awaitCount("pending", 0);
            board.awaitCount("confirmed", replay.count("CONFIRMED"));
            board.awaitCount("rejected", replay.count("REJECTED"));
            out.printf(
                    "counters exact: %d confirmed, %d rejected%n", replay.count("CONFIRMED"), replay.count("REJECTED"));
        }
    }

    @Test
    void reallyPlaced() {
        Page page = PAGES.openWithControl(new NewContextOptions().setViewportSize(1440, 900));
        int seconds = 60 * MINUTES + 60;
        ControlRoomView.in(page).burst(seconds * PLACED_PER_SECOND, PLACED_PER_SECOND, "Mixed");
        BoardView board = BoardView.in(page);
        out.printf("%d orders a second, really placed%n", PLACED_PER_SECOND);
        measure(page, SmoothnessMeasurement::events);
        out.printf("the burst: %s%n", ControlRoomView.in(page).awaitBurstsEnd());
        board = BoardView.in(page);
        board.awaitCount("pending", 0);
    }

    /** How many events order-service has to tell of. */
    private static long events() {
        return PAGES.environment().books().count("order_service", "saga_log");
    }

    private static void placeOrders() {
        Page page = PAGES.openWithControl(new NewContextOptions());
        ControlRoomView control = ControlRoomView.in(page);
        control.burst(RECORDED, 20, "Mixed");
        control.awaitBurst(RECORDED);
        BoardView board = BoardView.in(page);
        board.awaitCount("pending", 0);
        board.awaitCount("in-flight", 0);
        page.close();
    }

    private void measure(Page page, LongSupplier events) {
        Smoothness smoothness = new Smoothness(page);
        page.waitForTimeout(WARM_UP_MILLIS);
        smoothness.begin();
        for (int minute = 1; minute <= MINUTES; minute++) {
            long before = events.getAsLong();
            page.waitForTimeout(MINUTE_MILLIS);
            long told = events.getAsLong() - before;
            out.printf("minute %2d, %5d events/s: %s%n", minute, told * 1000 / (long) MINUTE_MILLIS, smoothness.tell());
        }
    }
}
