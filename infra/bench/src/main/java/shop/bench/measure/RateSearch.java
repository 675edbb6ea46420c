package shop.bench.measure;

/**
 * Looks for the highest rate that is held: doubles (or halves) until one is held and a higher one is not, then tries the
 * middle until the two are close. A rate that is not held may be tried again: on a machine that others use too a hiccup is no
 * limit. Knows no clock and sends nothing.
 */
public final class RateSearch {

    private static final double LOWEST = 5;
    /** Rates from here on are whole numbers, which people read more easily. */
    private static final double WHOLE_FROM = 100;

    private static final double HIGHEST = 20_000;

    private final double precision;
    private final int attempts;
    private double next;
    private int failures;
    private double held;
    private double failed = Double.POSITIVE_INFINITY;

    /**
     * @param start the first rate to try
     * @param precision how much higher the rate that is not held may be than the one that is: 1.1 for a tenth
     * @param attempts how often a rate is tried before it counts as one that is not held
     */
    public RateSearch(double start, double precision, int attempts) {
        if (!(start >= LOWEST && start <= HIGHEST && precision > 1 && attempts >= 1)) {
            throw new IllegalArgumentException(
                    "no search from %f to a precision of %f in %d attempts".formatted(start, precision, attempts));
        }
        this.next = start;
        this.precision = precision;
        this.attempts = attempts;
    }

    /** The rate to try now. */
    public double next() {
        if (isDone()) {
            throw new IllegalStateException("the search has ended at " + held);
        }
        return next;
    }

    /** Whether the rate just tried was held. */
    public void tell(boolean wasHeld) {
        double tried = next();
        if (!wasHeld && ++failures < attempts) {
            return;
        }
        failures = 0;
        if (wasHeld) {
            held = tried;
            next = Double.isInfinite(failed) ? Math.min(2 * tried, HIGHEST) : middle();
        } else {
            failed = tried;
            next = held == 0 ? tried / 2 : middle();
        }
    }

    /** Whether the highest rate is known well enough, or there is none. */
    public boolean isDone() {
        return failed <= held * precision || held >= HIGHEST || (held == 0 && next < LOWEST);
    }

    /** The highest rate that was held; 0 if none was. */
    public double best() {
        return held;
    }

    private double middle() {
        double middle = (held + failed) / 2;
        return middle < WHOLE_FROM ? middle : Math.rint(middle);
    }
}
