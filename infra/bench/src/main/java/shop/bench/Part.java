package shop.bench;

import java.util.Locale;

/** What can be measured. */
enum Part {
    FLOOR,
    THROUGHPUT,
    COST,
    LATENCY,
    DRAIN,
    OVERLOAD,
    STORED,
    REPLICAS;

    /** Whether it is measured in an environment of its own, and only when it is asked for by its name. */
    boolean isApart() {
        return this == STORED || this == REPLICAS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
