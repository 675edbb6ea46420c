package shop.testkit.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import shop.messaging.OldestNeeded;

/** The toy's oldest unfinished thing, as a test sets it. */
@ApplicationScoped
class ToyOldestNeeded implements OldestNeeded {

    private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();

    void set(@Nullable Instant instant) {
        oldest.set(instant);
    }

    @Override
    public Optional<Instant> oldestNeeded() {
        return Optional.ofNullable(oldest.get());
    }
}
