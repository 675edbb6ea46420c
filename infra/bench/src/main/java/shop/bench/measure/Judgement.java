package shop.bench.measure;

import java.util.Locale;

/**
 * Whether a rate was held: everything accepted, sent in time, and the backlog not growing. The backlog is what was accepted
 * and has not ended; that it grows is judged by a line through it, from the second quarter on.
 *
 * @param held whether it was
 * @param why one line for people
 * @param growth of the backlog, orders a second
 */
public record Judgement(boolean held, String why, double growth) {

    private static final double ACCEPTED = 0.999;
    private static final double LATE_MILLIS = 250;
    private static final double GROWTH = 0.02;
    /** A backlog of so many seconds' orders is none that goes away by itself. */
    private static final double LONGEST_BACKLOG_SECONDS = 3;

    /** Judges a passage of an open loop. */
    public static Judgement of(Passage passage) {
        int[] backlog = passage.backlog();
        double growth = slope(backlog, backlog.length / 4);
        double accepted =
                (double) passage.accepted().count() / passage.journeys().size();
        int last = backlog[backlog.length - 1];
        String why;
        if (accepted < ACCEPTED) {
            why = text("%.1f %% accepted", accepted * 100);
        } else if (passage.missing() > 0) {
            why = passage.missing() + " did not end";
        } else if (passage.lateP99Millis() > LATE_MILLIS) {
            why = text("sent %.0f ms late", passage.lateP99Millis());
        } else if (growth > GROWTH * passage.rate()) {
            why = text("the backlog grew by %.1f a second", growth);
        } else if (last > LONGEST_BACKLOG_SECONDS * passage.rate()) {
            why = text("a backlog of %d", last);
        } else {
            return new Judgement(true, "held", growth);
        }
        return new Judgement(false, why, growth);
    }

    /** The slope of the line of least squares through the values from that index on, a step. */
    static double slope(int[] values, int from) {
        int count = values.length - from;
        if (count < 2) {
            return 0;
        }
        double meanX = (count - 1) / 2.0;
        double meanY = 0;
        for (int i = 0; i < count; i++) {
            meanY += (double) values[from + i] / count;
        }
        double up = 0;
        double down = 0;
        for (int i = 0; i < count; i++) {
            up += (i - meanX) * (values[from + i] - meanY);
            down += (i - meanX) * (i - meanX);
        }
        return up / down;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
