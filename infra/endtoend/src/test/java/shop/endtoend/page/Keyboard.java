package shop.endtoend.page;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Somebody who has no mouse. */
final class Keyboard {

    private static final int MOST_TABS = 300;
    private static final String IS_FOCUSED = "element => element.matches(':focus')";
    private static final String SHOWS_FOCUS = """
            element => {
              const style = getComputedStyle(element);
              return element.matches(':focus-visible')
                && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none');
            }
            """;

    private final Page page;

    Keyboard(Page page) {
        this.page = page;
    }

    /** Goes to an element with the tab key, which must show that it has the focus, and presses Enter on it. */
    void enter(Locator target) {
        target.waitFor();
        for (int tabs = 0; !is(IS_FOCUSED, target); tabs++) {
            if (tabs == MOST_TABS) {
                throw new AssertionError("%d tabs did not reach %s".formatted(tabs, target));
            }
            page.keyboard().press("Tab");
        }
        if (!is(SHOWS_FOCUS, target)) {
            throw new AssertionError("nothing shows that the focus is on " + target);
        }
        page.keyboard().press("Enter");
    }

    private static boolean is(String condition, Locator target) {
        return (Boolean) target.evaluate(condition);
    }
}
