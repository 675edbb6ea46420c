package shop.chaos.checker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A checker's notes while it looks. One that looked at nothing ends unknown, never valid. */
final class Examination {

    private static final int KEPT = 1_000;

    private final String checker;
    private final String of;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Violation> doubts = new ArrayList<>();
    private long examined;
    private long count;

    /** @param of what is looked at, in the plural */
    Examination(String checker, String of) {
        this.checker = checker;
        this.of = of;
    }

    /** Looked at one more. */
    void examined() {
        examined++;
    }

    /** Looked at so many more. */
    void examined(long more) {
        examined += more;
    }

    /** Notes a violation, unless {@code holds}. */
    void expect(boolean holds, @Nullable UUID order, @Nullable Instant at, String message) {
        if (!holds) {
            violation(order, at, 1, message);
        }
    }

    void violation(@Nullable UUID order, @Nullable Instant at, long weight, String message) {
        count++;
        if (violations.size() < KEPT) {
            violations.add(new Violation(checker, message, order, at, Math.abs(weight)));
        }
    }

    /** Notes that something cannot be judged. */
    void doubt(@Nullable Instant at, String message) {
        if (doubts.size() < KEPT) {
            doubts.add(new Violation(checker, message, null, at, 0));
        }
    }

    Finding finding() {
        if (count > 0) {
            return new Finding(checker, Verdict.INVALID, examined, of, violations, count);
        }
        boolean unknown = examined == 0 || !doubts.isEmpty();
        return new Finding(checker, unknown ? Verdict.UNKNOWN : Verdict.VALID, examined, of, doubts, 0);
    }
}
