package shop.order.saga;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import shop.messaging.OldestNeeded;

/** The outbox is kept for as long as the oldest saga that has not ended may need its messages again. */
@ApplicationScoped
class OldestSaga implements OldestNeeded {

    private final Sagas sagas;

    OldestSaga(Sagas sagas) {
        this.sagas = sagas;
    }

    @Override
    public Optional<Instant> oldestNeeded() {
        return sagas.oldestUnfinished();
    }
}
