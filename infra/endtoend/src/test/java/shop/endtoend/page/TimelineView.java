package shop.endtoend.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;

/** The timeline of one order. */
final class TimelineView {

    private final Page page;

    TimelineView(Page page) {
        this.page = page;
    }

    /** Waits until the timeline of an order is what the page shows. */
    static TimelineView of(UUID order, Page page) {
        String last = order.toString().substring(order.toString().length() - 8);
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .containsText(last);
        return new TimelineView(page);
    }

    Locator status() {
        return page.getByTestId("order-status");
    }

    Locator state() {
        return page.getByTestId("order-state");
    }

    void awaitStep(String step, String state) {
        assertThat(page.locator("[data-testid=step][data-step=%s]".formatted(step)))
                .hasAttribute("data-state", state);
    }

    /** The log's entries of one event, such as {@code STEP_DONE}. */
    Locator entries(String event) {
        return page.locator("[data-testid=entry][data-event=%s]".formatted(event));
    }

    /** There only while the order can still be cancelled, as far as the page knows. */
    Locator cancel() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel order"));
    }

    /** Why the order waits; there only while it does. */
    Locator why() {
        return page.getByTestId("why");
    }
}
