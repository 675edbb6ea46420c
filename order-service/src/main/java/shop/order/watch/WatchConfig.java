package shop.order.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What watching may cost. */
@ConfigMapping(prefix = "shop.watch")
public interface WatchConfig {

    /** How many streams one replica serves at once; one more is answered 503. */
    @WithDefault("200")
    int maxStreams();

    /** How long to wait before the next look at the log while something happens. */
    @WithDefault("25ms")
    Duration busyEvery();

    /** How long to wait while nothing does. */
    @WithDefault("100ms")
    Duration idleEvery();

    /** How many of the newest events are kept for all listeners; one that falls further behind is dropped. */
    @WithDefault("8192")
    int keptEvents();

    /** How many streams may read their history from the database at once. */
    @WithDefault("4")
    int catchUps();

    /** How many entries of the log are read with one statement. */
    @WithDefault("500")
    int page();

    /** How long a stream may be silent before a comment shows that it is alive. */
    @WithDefault("10s")
    Duration heartbeat();

    /** How long a listener's connection may take none of what is written to it. */
    @WithDefault("10s")
    Duration patience();
}
