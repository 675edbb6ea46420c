package shop.order;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** When no more orders are taken in for a while, so that those taken in meet their time. */
@ConfigMapping(prefix = "shop.admission")
public interface AdmissionConfig {

    /** How often the backlog is looked at. */
    @WithDefault("500ms")
    Duration lookEvery();

    /** How long a new order would have to wait for those before it, at the rate at which they end now. */
    @WithDefault("1500ms")
    Duration longestWait();

    /** A backlog of fewer orders than this is none. */
    @WithDefault("300")
    @Min(1)
    @Max(1_000_000)
    int backlogIgnored();

    /** As many unfinished orders are the most, even while none ends and nobody knows how long they will take. */
    @WithDefault("200000")
    @Min(1)
    @Max(10_000_000)
    int longestBacklog();
}
