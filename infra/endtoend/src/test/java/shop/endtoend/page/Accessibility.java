package shop.endtoend.page;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What axe-core finds against a page: only what it calls serious or critical. */
final class Accessibility {

    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private Accessibility() {}

    /** The findings, in sentences that name the elements. */
    static List<String> graveFindings(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> GRAVE.contains(rule.getImpact()))
                        .map(Accessibility::sentence)
                        .toList();
    }

    private static String sentence(Rule rule) {
        return "%s (%s): %s; at %s"
                .formatted(
                        rule.getId(),
                        rule.getImpact(),
                        rule.getHelp(),
                        rule.getNodes().stream()
                                .map(CheckedNode::getTarget)
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")));
    }
}
