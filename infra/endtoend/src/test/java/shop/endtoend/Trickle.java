package shop.endtoend;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import shop.endtoend.Shop.Purchase;

/**
 * Orders that keep coming, some tens a second, until it is closed. What is refused because the database is away is not
 * counted: only an order that was accepted is a promise.
 */
final class Trickle implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(40);

    private final List<UUID> accepted = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor = new ScheduledThreadPoolExecutor(1);
    private final ScheduledFuture<?> task;

    Trickle(Shop shop) {
        task = executor.scheduleAtFixedRate(() -> order(shop), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void order(Shop shop) {
        int customer = 1 + accepted.size() % 100;
        shop.tryToPlace(Purchase.ordinary().by("customer-" + customer)).ifPresent(accepted::add);
    }

    int count() {
        return accepted.size();
    }

    /** Ends the trickle and returns the orders that were accepted. */
    List<UUID> end() {
        close();
        return List.copyOf(accepted);
    }

    @Override
    public void close() {
        task.cancel(false);
        executor.shutdown();
        try {
            if (!executor.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the last order was not answered within 60 seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
