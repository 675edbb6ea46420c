package shop.order;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How requests that arrive together share transactions. */
@ConfigMapping(prefix = "shop.intake")
public interface IntakeConfig {

    /** How many transactions may store orders at a time. More of them means smaller ones. */
    @WithDefault("1")
    @Min(1)
    @Max(16)
    int workers();

    /** How many transactions a second each worker begins at most, in the long run. */
    @WithDefault("40")
    @Min(1)
    @Max(10_000)
    int batchesPerSecond();

    /** How many transactions without a wait after a time of rest. */
    @WithDefault("3")
    @Min(1)
    @Max(1000)
    int batchesAtOnce();

    /** How many orders one transaction stores at most; 1 gives each its own. */
    @WithDefault("200")
    @Min(1)
    @Max(1000)
    int batch();

    /** How many requests may wait to be stored; one more is answered with 429. */
    @WithDefault("1000")
    @Min(1)
    @Max(100_000)
    int capacity();

    /** How long a request waits for its answer; longer than any time-out of the database. */
    @WithDefault("40s")
    Duration patience();
}
