package shop.endtoend.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import shop.endtoend.Shop;
import shop.endtoend.Shop.Purchase;

/**
 * Makes the pictures in {@code infra/screenshots}: {@code infra/saga screenshots}. They tell one story: a shop at work,
 * whose payment-service was just killed, and then its relay. It is no test by its name, so that nothing else makes them.
 */
class Screenshots {

    private static final Path FOLDER = Path.of(System.getProperty("saga.root"), "infra/screenshots");

    @RegisterExtension
    static final PageEnvironment PAGES = new PageEnvironment("screenshots");

    private final Shop shop = PAGES.environment().shop();

    @Test
    void aShopAtWork_andWhatItDoesWhenProcessesAreKilled() {
        Page page = PAGES.openWithControl(new NewContextOptions().setViewportSize(1440, 900));
        ControlRoomView control = ControlRoomView.in(page);
        burst(control, 60, 3, "All confirmed");
        burst(control, 100, 5, "Mixed");
        burst(control, 80, 4, "All confirmed");
        burst(control, 56, 3, "Mixed");

        control.command("Kill", "payment-service", "killed");
        burst(control, 3, 2, "All confirmed");
        shop.place(Purchase.ordinary().by("customer-7").of(1, "SKU-SOLD-OUT"));
        UUID waiting = shop.place(Purchase.ordinary().by("customer-8").of(2, "SKU-1001"));
        BoardView board = BoardView.in(page);
        board.awaitRow(waiting, "PENDING", "RUNNING");
        take(page, "board");

        board.link(waiting).click();
        assertThat(TimelineView.of(waiting, page).why()).hasAttribute("data-cause", "NOT_CONSUMED");
        take(page, "timeline");

        // The books can be read only while every service is there; the relay may be away.
        control = ControlRoomView.in(page);
        control.command("Start", "payment-service", "ready");
        control.command("Kill", "connect", "killed");
        burst(control, 12, 4, "All confirmed");
        control.awaitBooks("HOLDS");
        take(page, "control-room");
    }

    private static void burst(ControlRoomView control, int orders, int rate, String kind) {
        control.burst(orders, rate, kind);
        control.awaitBurst(orders);
    }

    private static void take(Page page, String view) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.mouse().move(0, 0);
            String name = "%s-%s.png".formatted(view, scheme.name().toLowerCase(Locale.ROOT));
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve(name))
                    .setAnimations(ScreenshotAnimations.DISABLED));
        }
    }
}
