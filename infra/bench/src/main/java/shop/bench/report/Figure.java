package shop.bench.report;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One figure beside what is asked of it.
 *
 * @param name what it is
 * @param unit of the value and the limits
 * @param value null where it was not measured
 * @param must the limit it must keep; null where nothing is asked
 * @param aim the limit it should keep; null where there is none
 * @param more whether more is better
 */
public record Figure(
        String name,
        String unit,
        @Nullable Double value,
        @Nullable Double must,
        @Nullable Double aim,
        boolean more) {

    /** What a figure comes to. */
    public enum Verdict {
        AIM("aim"),
        MUST("must"),
        /** Nothing must be, but something should. */
        BELOW_AIM("no"),
        MISSED("MISSED"),
        /** Nothing is asked of it, or it was not measured. */
        NONE("");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** More is better. */
    public static Figure atLeast(
            String name, String unit, @Nullable Double value, @Nullable Double must, @Nullable Double aim) {
        return new Figure(name, unit, value, must, aim, true);
    }

    /** Less is better. */
    public static Figure atMost(
            String name, String unit, @Nullable Double value, @Nullable Double must, @Nullable Double aim) {
        return new Figure(name, unit, value, must, aim, false);
    }

    /** Nothing is asked of it. */
    public static Figure told(String name, String unit, @Nullable Double value) {
        return new Figure(name, unit, value, null, null, false);
    }

    /** What it comes to. */
    public Verdict verdict() {
        if (value == null || (must == null && aim == null)) {
            return Verdict.NONE;
        }
        if (aim != null && keeps(aim)) {
            return Verdict.AIM;
        }
        if (must == null) {
            return Verdict.BELOW_AIM;
        }
        return keeps(must) ? Verdict.MUST : Verdict.MISSED;
    }

    private boolean keeps(double limit) {
        double measured = Objects.requireNonNull(value);
        return more ? measured >= limit : measured <= limit;
    }

    /** A number with as many digits as say something. */
    static String number(@Nullable Double number) {
        if (number == null) {
            return "-";
        }
        double size = Math.abs(number);
        String format = size >= 100 || number == Math.rint(number) ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, number);
    }
}
