package shop.simulation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something happened that must never happen. */
final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    Violation(String sentence) {
        super(sentence);
    }

    static void unless(boolean condition, String sentence, @Nullable Object subject) {
        if (!condition) {
            throw new Violation(sentence + ": " + subject);
        }
    }

    /** As the other, for where the sentence is dear and the condition is asked millions of times. */
    static void unless(boolean condition, Supplier<String> sentence) {
        if (!condition) {
            throw new Violation(sentence.get());
        }
    }
}
