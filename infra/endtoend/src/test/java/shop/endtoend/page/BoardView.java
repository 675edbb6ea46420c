package shop.endtoend.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/** The board, by the names and roles that people and their tools find things by. */
final class BoardView {

    private static final Pattern A_NUMBER = Pattern.compile("\\d+");

    private final Page page;

    BoardView(Page page) {
        this.page = page;
    }

    /** Goes to the board by its link. */
    static BoardView in(Page page) {
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Board").setExact(true))
                .click();
        BoardView board = new BoardView(page);
        assertThat(board.placeOrder()).isVisible();
        return board;
    }

    Locator preset(String name) {
        return button(name);
    }

    Locator placeOrder() {
        return button("Place order");
    }

    /** Places the order of a preset and returns its id. */
    UUID place(String preset) {
        preset(preset).click();
        placeOrder().click();
        return placed();
    }

    /** The id of the order that was just placed. */
    UUID placed() {
        Locator placed = page.getByTestId("placed");
        assertThat(placed.getByRole(AriaRole.LINK)).isVisible();
        return UUID.fromString(Objects.requireNonNull(placed.getAttribute("data-order-id")));
    }

    Locator row(UUID order) {
        return page.locator("[data-testid=row][data-order-id='%s']".formatted(order));
    }

    /** What opens the timeline of an order that has a row. */
    Locator link(UUID order) {
        return row(order).getByRole(AriaRole.LINK);
    }

    /** The rows that the filters leave. */
    Locator rows() {
        return page.getByTestId("row");
    }

    void filterByStatus(String status) {
        page.getByLabel("Status", new Page.GetByLabelOptions().setExact(true)).selectOption(status);
    }

    /** How many nodes of the document there are for each row, beside those in it. */
    double nodesPerRow() {
        return ((Number) rows().first().evaluate("""
                row => {
                  const group = row.closest('[role=rowgroup]');
                  return group.childNodes.length / group.querySelectorAll('[data-testid=row]').length;
                }
                """)).doubleValue();
    }

    /** Waits until a row shows a status and a saga's state. */
    void awaitRow(UUID order, String status, String state) {
        assertThat(row(order)).hasAttribute("data-status", status);
        assertThat(row(order)).hasAttribute("data-state", state);
    }

    /** What a row says of one of its steps. */
    Locator step(UUID order, String step) {
        return row(order).locator("[data-step=%s]".formatted(step));
    }

    /** The exact number a counter shows, as soon as it shows one. */
    long count(String counter) {
        Locator shown = counter(counter);
        assertThat(shown).hasAttribute("data-value", A_NUMBER);
        return Long.parseLong(Objects.requireNonNull(shown.getAttribute("data-value")));
    }

    void awaitCount(String counter, long expected) {
        assertThat(counter(counter)).hasAttribute("data-value", String.valueOf(expected));
    }

    Locator counter(String counter) {
        return page.getByTestId("count-" + counter);
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
