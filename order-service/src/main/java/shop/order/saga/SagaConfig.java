package shop.order.saga;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient sagas are. */
@ConfigMapping(prefix = "shop.saga")
public interface SagaConfig {

    /** How long an order may wait for its outcome before it is given up; never past the pivot. */
    @WithDefault("24h")
    Duration expireAfter();

    /** How long a command may stay unanswered before an operator should look. */
    @WithDefault("30m")
    Duration attentionAfter();

    /** How often to look for deadlines that have passed; {@code off} for never. */
    @WithDefault("0.2s")
    String deadlinesEvery();

    Resend resend();

    /** When commands are sent again, and how many by all replicas together. */
    interface Resend {

        @WithDefault("15s")
        Duration shortest();

        @WithDefault("5m")
        Duration longest();

        /** How many commands a second all replicas together may send again. */
        @WithDefault("50")
        double perSecond();

        /** How many of them at once, after a quiet time. */
        @WithDefault("100")
        int burst();
    }
}
