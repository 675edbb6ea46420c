package shop.endtoend.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import shop.endtoend.CommandLine;
import shop.endtoend.Shop;
import shop.endtoend.Shop.Purchase;

/** What people do with the page, and what they see then. */
class PageTest {

    @RegisterExtension
    static final PageEnvironment PAGES = new PageEnvironment("page");

    @Test
    void anOrderPlacedOnThePage_isSeenToBeConfirmed() {
        Page page = PAGES.open("#/", new NewContextOptions());
        BoardView board = new BoardView(page);

        UUID order = board.place("A good order");
        board.awaitRow(order, "CONFIRMED", "COMPLETED");
        board.link(order).click();

        TimelineView timeline = TimelineView.of(order, page);
        assertThat(timeline.status()).hasText("Confirmed");
        assertThat(timeline.state()).hasText("Completed");
        assertThat(timeline.entries("STARTED")).hasCount(1);
        assertThat(timeline.entries("STEP_DONE")).hasCount(5);
    }

    @ParameterizedTest
    @CsvSource({
        "Sold out,   reserve-stock,     authorize-payment",
        "No money,   authorize-payment, reserve-stock",
        "Not served, arrange-shipment,  reserve-stock",
        "Not served, arrange-shipment,  authorize-payment"
    })
    void aRefusedOrder_isSeenWithItsUndo(String preset, String refused, String undone) {
        Page page = PAGES.open("#/", new NewContextOptions());
        BoardView board = new BoardView(page);

        UUID order = board.place(preset);
        board.awaitRow(order, "REJECTED", "COMPENSATED");
        assertThat(board.step(order, refused)).hasAttribute("data-state", "REFUSED");
        assertThat(board.step(order, undone)).hasAttribute("data-state", "UNDONE");
        board.link(order).click();

        TimelineView timeline = TimelineView.of(order, page);
        assertThat(timeline.status()).hasText("Rejected");
        timeline.awaitStep(refused, "REFUSED");
        timeline.awaitStep(undone, "UNDONE");
        assertThat(timeline.entries("STEP_REFUSED")).hasCount(1);
        assertThat(timeline.entries("STEP_UNDONE").first()).isVisible();
    }

    @Test
    void aWaitingOrder_isCancelledOnThePage_andUndone() {
        CommandLine saga = PAGES.environment().saga();
        saga.succeed("pause", "shipping-service");
        UUID order = PAGES.environment().shop().place(Purchase.ordinary());
        Page page = PAGES.open("#/orders/" + order, new NewContextOptions());
        TimelineView timeline = TimelineView.of(order, page);
        timeline.awaitStep("arrange-shipment", "SENT");

        timeline.cancel().click();
        assertThat(page.getByTestId("cancel-result")).containsText("It will be cancelled.");
        assertThat(timeline.cancel()).isHidden();
        saga.succeed("resume", "shipping-service");

        assertThat(timeline.status()).hasText("Cancelled");
        assertThat(page.getByTestId("cancel-result")).containsText("It is cancelled.");
        timeline.awaitStep("arrange-shipment", "UNDONE");
        timeline.awaitStep("authorize-payment", "UNDONE");
    }

    @Test
    void aCancelThatComesTooLate_isAnsweredInWords() {
        Shop shop = PAGES.environment().shop();
        CommandLine saga = PAGES.environment().saga();
        saga.succeed("pause", "shipping-service");
        UUID order = shop.place(Purchase.ordinary());
        Page page = PAGES.open("#/orders/" + order, new NewContextOptions());
        TimelineView timeline = TimelineView.of(order, page);
        // On its way to the service the request is overtaken by the parcel.
        page.route("**/cancel", route -> {
            saga.succeed("resume", "shipping-service");
            shop.awaitStatus("CONFIRMED", order);
            route.resume();
        });

        timeline.cancel().click();

        assertThat(page.getByTestId("cancel-error"))
                .hasText("Too late to cancel. The order is confirmed and will be fulfilled.");
        assertThat(timeline.status()).hasText("Confirmed");
        assertThat(timeline.cancel()).isHidden();
    }

    @Test
    void ordersWait_whilePaymentServiceIsKilledOnThePage_andAllFinishWhenItIsStarted() {
        Page page = PAGES.openWithControl(new NewContextOptions());
        BoardView board = new BoardView(page);
        long confirmed = board.count("confirmed");

        ControlRoomView.in(page).command("Kill", "payment-service", "killed");
        ControlRoomView control = new ControlRoomView(page);
        control.burst(100, 50, "All confirmed");
        control.awaitBurst(100);

        board = BoardView.in(page);
        board.awaitCount("pending", 100);
        board.filterByStatus("Pending");
        assertThat(board.rows().first()).isVisible();
        board.rows().first().getByRole(AriaRole.LINK).click();
        TimelineView timeline = new TimelineView(page);
        assertThat(timeline.status()).hasText("Pending");
        assertThat(timeline.why()).hasAttribute("data-cause", "NOT_CONSUMED");
        assertThat(timeline.why()).containsText("payment");

        ControlRoomView.in(page).command("Start", "payment-service", "ready");
        board = BoardView.in(page);
        board.awaitCount("pending", 0);
        board.awaitCount("in-flight", 0);
        board.awaitCount("confirmed", confirmed + 100);
        control = ControlRoomView.in(page);
        control.awaitBooks("HOLDS");
        assertThat(control.promises("HOLDS")).hasCount(3);
        assertThat(PAGES.environment().books().violationsAtRest()).isEmpty();
    }

    @Test
    void rowsThatGo_leaveNothingBehind() {
        Page page = PAGES.open("#/", new NewContextOptions());
        BoardView board = new BoardView(page);
        UUID order = board.place("A good order");
        board.awaitRow(order, "CONFIRMED", "COMPLETED");
        double perRow = board.nodesPerRow();

        for (int round = 0; round < 10; round++) {
            board.filterByStatus("Cancelled");
            assertThat(board.row(order)).isHidden();
            board.filterByStatus("Confirmed");
            assertThat(board.row(order)).isVisible();
        }

        assertThat(board.nodesPerRow()).isLessThanOrEqualTo(perRow);
    }

    @Test
    void untilTheBoardIsKnown_thePageClaimsNothingAboutIt() {
        Page page = PAGES.open("#/", new NewContextOptions());
        BoardView board = new BoardView(page);
        board.awaitRow(board.place("A good order"), "CONFIRMED", "COMPLETED");
        long confirmed = board.count("confirmed");
        List<Route> asked = new ArrayList<>();
        page.route("**/board?*", asked::add);

        page.reload();
        assertThat(board.counter("confirmed")).hasText("–");
        assertThat(page.getByText("No orders yet")).isHidden();

        page.waitForCondition(() -> !asked.isEmpty());
        asked.forEach(Route::resume);
        board.awaitCount("confirmed", confirmed);
    }

    @Test
    void thePageSaysThatItReconnects_andItsCountersMissNothing() {
        Shop shop = PAGES.environment().shop();
        CommandLine saga = PAGES.environment().saga();
        Page page = PAGES.open("#/", new NewContextOptions());
        BoardView board = new BoardView(page);
        Locator connection = page.getByTestId("connection");
        assertThat(connection).hasText("Live");
        long confirmed = board.count("confirmed");

        saga.succeed("pause", "payment-service");
        List<UUID> orders = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> shop.place(Purchase.ordinary().by("customer-" + i)))
                .toList();
        board.awaitCount("pending", orders.size());
        saga.succeed("kill", "order-service");
        assertThat(connection).hasText("Reconnecting…");
        saga.succeed("resume", "payment-service");
        saga.succeed("start", "order-service");

        assertThat(connection).hasText("Live");
        board.awaitCount("pending", 0);
        board.awaitCount("confirmed", confirmed + orders.size());
        UUID later = board.place("A good order");
        board.awaitRow(later, "CONFIRMED", "COMPLETED");
        JsonNode counts = shop.found("order-service", "/board?limit=1").get("counts");
        board.awaitCount("confirmed", counts.get("CONFIRMED").asLong());
        board.awaitCount("rejected", counts.get("REJECTED").asLong());
    }

    @Test
    void everythingCanBeReachedAtPhoneWidth() {
        Page page = PAGES.openWithControl(phone());
        BoardView board = new BoardView(page);

        UUID order = board.place("A good order");
        board.awaitRow(order, "CONFIRMED", "COMPLETED");
        assertThat(Sight.cutOff(page)).isEmpty();

        board.link(order).tap();
        assertThat(TimelineView.of(order, page).status()).hasText("Confirmed");
        assertThat(Sight.cutOff(page)).isEmpty();

        ControlRoomView.in(page).awaitBooks("HOLDS");
        assertThat(Sight.cutOff(page)).isEmpty();
    }

    @Test
    void thePageIsDark_whereTheSystemIs_andWhereOneWantsIt() {
        Page light = PAGES.open("#/", new NewContextOptions().setColorScheme(ColorScheme.LIGHT));
        Page dark = PAGES.open("#/", new NewContextOptions().setColorScheme(ColorScheme.DARK));
        assertThat(new BoardView(light).placeOrder()).isVisible();
        assertThat(new BoardView(dark).placeOrder()).isVisible();

        assertThat(Sight.brightness(light)).isGreaterThan(0.75);
        assertThat(Sight.brightness(dark)).isLessThan(0.25);

        Locator colours =
                light.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Colours: ")));
        colours.click();
        colours.click();
        assertThat(colours).hasAccessibleName("Colours: dark");
        assertThat(Sight.brightness(light)).isLessThan(0.25);
    }

    @Test
    void anOrderIsPlacedAndItsTimelineOpened_withTheKeyboardAlone() {
        Page page = PAGES.open("#/", new NewContextOptions());
        BoardView board = new BoardView(page);
        Keyboard keyboard = new Keyboard(page);

        keyboard.enter(board.preset("Sold out"));
        keyboard.enter(board.placeOrder());
        UUID order = board.placed();
        board.awaitRow(order, "REJECTED", "COMPENSATED");
        keyboard.enter(board.link(order));

        assertThat(TimelineView.of(order, page).status()).hasText("Rejected");
        keyboard.enter(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to the board")));
        assertThat(board.placeOrder()).isVisible();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void axeFindsNothingGrave(ColorScheme scheme) {
        Page page = PAGES.openWithControl(new NewContextOptions().setColorScheme(scheme));
        BoardView board = new BoardView(page);
        UUID order = board.place("Sold out");
        board.awaitRow(order, "REJECTED", "COMPENSATED");
        assertThat(Accessibility.graveFindings(page)).as("board").isEmpty();

        board.link(order).click();
        assertThat(TimelineView.of(order, page).status()).hasText("Rejected");
        assertThat(Accessibility.graveFindings(page)).as("timeline").isEmpty();

        ControlRoomView.in(page).awaitBooks("HOLDS");
        assertThat(Accessibility.graveFindings(page)).as("control room").isEmpty();
    }

    @Test
    void linksLeadToAnOrderAndToTheControlRoom_andSurviveAReload() {
        UUID order = PAGES.environment().shop().place(Purchase.ordinary());
        Page page = PAGES.open("#/orders/" + order, new NewContextOptions());
        assertThat(TimelineView.of(order, page).status()).hasText("Confirmed");
        assertThat(ControlRoomView.link(page)).isHidden();

        page.reload();
        assertThat(TimelineView.of(order, page).status()).hasText("Confirmed");
        BoardView board = BoardView.in(page);
        page.goBack();
        assertThat(TimelineView.of(order, page).status()).hasText("Confirmed");
        page.goForward();
        assertThat(board.placeOrder()).isVisible();

        Page nobodys = PAGES.open("#/orders/" + UUID.randomUUID(), new NewContextOptions());
        assertThat(nobodys.getByTestId("order-error")).isVisible();
    }

    @Test
    void theControlRoomsToken_leavesTheAddressBar_andOutlivesAReload() {
        Page page = PAGES.openWithControl(new NewContextOptions());
        ControlRoomView.in(page).awaitBooks("HOLDS");
        assertThat(page.url()).doesNotContain("token");

        page.reload();
        new ControlRoomView(page).awaitBooks("HOLDS");
    }

    private static NewContextOptions phone() {
        return new NewContextOptions()
                .setViewportSize(360, 740)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true);
    }
}
