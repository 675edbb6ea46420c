package shop.messaging;

import java.time.Instant;
import java.util.Optional;

/**
 * A service's say in how long its outbox is kept: a bean of this type names the beginning of the oldest thing that may
 * still need its messages sent again, for example the oldest unfinished saga. Asked inside a transaction.
 */
public interface OldestNeeded {

    /** When the oldest unfinished thing began; empty if there is none. */
    Optional<Instant> oldestNeeded();
}
