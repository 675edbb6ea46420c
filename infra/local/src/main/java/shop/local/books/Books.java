package shop.local.books;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The three promises at a moment.
 *
 * @param verdict of all of them together
 */
public record Books(Instant at, Verdict verdict, List<Promise> promises) {

    static Books of(Instant at, List<Promise> promises) {
        return new Books(at, together(promises.stream().map(Promise::verdict).toList()), promises);
    }

    /**
     * One promise.
     *
     * @param promise its number, 1 to 3
     */
    public record Promise(int promise, String title, Verdict verdict, List<Checked> checks) {

        static Promise of(int promise, String title, List<Checked> checks) {
            return new Promise(
                    promise,
                    title,
                    together(checks.stream().map(Checked::verdict).toList()),
                    checks);
        }
    }

    /**
     * One check.
     *
     * @param explanation what was compared, or why it could not be
     * @param figures what stood on both sides
     * @param violations the first of them; {@code figures} tells how many there are
     */
    public record Checked(
            String name,
            Verdict verdict,
            String explanation,
            Map<String, Object> figures,
            List<Violation> violations) {}

    private static Verdict together(List<Verdict> verdicts) {
        return verdicts.stream().reduce(Verdict.HOLDS, Verdict::and);
    }
}
