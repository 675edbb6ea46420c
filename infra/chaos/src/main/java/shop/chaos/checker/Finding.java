package shop.chaos.checker;

import java.util.List;

/**
 * What one checker found.
 *
 * @param examined how many things it looked at
 * @param of what those things are
 * @param violations the first thousand
 * @param violationCount all of them
 */
public record Finding(
        String checker, Verdict verdict, long examined, String of, List<Violation> violations, long violationCount) {

    public Finding {
        violations = List.copyOf(violations);
    }

    /** One line for people. */
    public String summary() {
        String looked = "%,d %s".formatted(examined, of);
        return switch (verdict) {
            case VALID -> looked;
            case UNKNOWN ->
                violations.isEmpty()
                        ? looked + ": nothing to judge by"
                        : violations.getFirst().message();
            case INVALID -> "%,d violations in %s".formatted(violationCount, looked);
        };
    }
}
