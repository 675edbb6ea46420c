package shop.bench;

import java.util.Locale;

/** What can be measured. */
enum Part {
    FLOOR,
    THROUGHPUT,
    COST,
    LATENCY,
    DRAIN,
    OVERLOAD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
