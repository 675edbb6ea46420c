package shop.endtoend.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The control room: processes, bursts and the books. */
final class ControlRoomView {

    private final Page page;

    ControlRoomView(Page page) {
        this.page = page;
    }

    /** Goes to the control room by its link. */
    static ControlRoomView in(Page page) {
        link(page).click();
        ControlRoomView control = new ControlRoomView(page);
        assertThat(control.button("Start burst")).isVisible();
        return control;
    }

    /** The link to it, which is there only when the page was given the token. */
    static Locator link(Page page) {
        return page.getByRole(
                AriaRole.LINK,
                new Page.GetByRoleOptions().setName("Control room").setExact(true));
    }

    /** Presses one of a process's buttons, such as {@code Kill}, and waits for the state it leads to. */
    void command(String button, String process, String state) {
        button(button + " " + process).click();
        awaitState(process, state);
    }

    void awaitState(String process, String state) {
        assertThat(page.locator("[data-testid=process][data-process=%s]".formatted(process)))
                .hasAttribute("data-state", state);
    }

    /** Starts a burst; {@link #awaitBurst} sees its end. */
    void burst(int orders, int rate, String kind) {
        exactly("Orders").fill(String.valueOf(orders));
        exactly("Orders a second").fill(String.valueOf(rate));
        exactly("Kind").selectOption(kind);
        button("Start burst").click();
    }

    void awaitBurst(int accepted) {
        assertThat(page.getByTestId("burst")).hasAttribute("data-accepted", String.valueOf(accepted));
        awaitBurstsEnd();
    }

    /** Waits until the last order was answered, and returns what the page says of all answers. */
    String awaitBurstsEnd() {
        Locator burst = page.getByTestId("burst");
        assertThat(burst).hasAttribute("data-running", "false");
        return burst.innerText().strip().replaceAll("\\s*\n\\s*", "; ");
    }

    void awaitBooks(String verdict) {
        assertThat(page.getByTestId("books")).hasAttribute("data-verdict", verdict);
    }

    /** The promises that have this verdict. */
    Locator promises(String verdict) {
        return page.locator("[data-testid=promise][data-verdict=%s]".formatted(verdict));
    }

    private Locator exactly(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
