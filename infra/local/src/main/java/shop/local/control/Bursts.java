package shop.local.control;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Bursts of orders, one at a time; the last few are remembered. */
public final class Bursts implements AutoCloseable {

    private static final int REMEMBERED = 20;

    private final List<URI> orders;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .executor(threads)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Deque<Burst> newestFirst = new ArrayDeque<>();

    /** @param orders the addresses of order-service's replicas, which are given orders in turn */
    public Bursts(List<URI> orders) {
        this.orders = List.copyOf(orders);
    }

    /**
     * Begins to send, and returns.
     *
     * @throws IllegalStateException while another one runs
     */
    synchronized Burst begin(Burst.Wish wish) {
        if (!newestFirst.isEmpty() && newestFirst.getFirst().isRunning()) {
            throw new IllegalStateException(
                    "another burst is running: " + newestFirst.getFirst().id());
        }
        Burst burst = new Burst(wish, orders, http);
        newestFirst.addFirst(burst);
        if (newestFirst.size() > REMEMBERED) {
            newestFirst.removeLast();
        }
        threads.execute(burst::run);
        return burst;
    }

    synchronized List<Burst.Progress> newest() {
        return newestFirst.stream().map(Burst::progress).toList();
    }

    /** @throws NoSuchElementException if it is not remembered */
    synchronized Burst of(String id) {
        return newestFirst.stream()
                .filter(burst -> burst.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no burst has the id " + id));
    }

    /** Sends no more of it; what was sent is still answered. */
    Burst cancel(String id) {
        Burst burst = of(id);
        burst.cancel();
        return burst;
    }

    /** Sends no more of any. */
    @Override
    public synchronized void close() {
        newestFirst.forEach(Burst::cancel);
        http.shutdownNow();
        threads.shutdown();
    }
}
