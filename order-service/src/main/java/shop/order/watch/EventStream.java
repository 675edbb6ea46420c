package shop.order.watch;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One response of server-sent events, written by one thread. A few writes may be under way at once, and none is begun while
 * the connection's queue is full: the next waits until one of them was taken, and who takes nothing for too long is cut
 * off.
 */
final class EventStream {

    private static final int MOST_UNDER_WAY = 4;
    private static final Buffer START = Buffer.buffer("retry: 1000\n\n");
    private static final Buffer ALIVE = Buffer.buffer(": \n\n");

    private final HttpServerResponse response;
    private final Duration heartbeat;
    private final Duration patience;
    private final Queue<Future<Void>> underWay = new ArrayDeque<>(MOST_UNDER_WAY);
    private long lastWrite = System.nanoTime();

    EventStream(HttpServerResponse response, WatchConfig config) {
        this.response = response;
        this.heartbeat = config.heartbeat();
        this.patience = config.patience();
    }

    /** The listener has gone, or takes nothing. */
    static final class GoneException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean tooSlow;

        GoneException(String why, boolean tooSlow) {
            super(why);
            this.tooSlow = tooSlow;
        }

        static GoneException closed() {
            return new GoneException("closed by the listener", false);
        }

        boolean tooSlow() {
            return tooSlow;
        }
    }

    void open() throws GoneException, InterruptedException {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream;charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        write(START);
    }

    /** Writes, after waiting until the connection has taken most of what was written before. */
    void write(Buffer bytes) throws GoneException, InterruptedException {
        if (isGone()) {
            throw GoneException.closed();
        }
        while (underWay.size() == MOST_UNDER_WAY || (response.writeQueueFull() && !underWay.isEmpty())) {
            awaitTaken(underWay.remove());
        }
        underWay.add(response.write(bytes));
        lastWrite = System.nanoTime();
    }

    private void awaitTaken(Future<Void> written) throws GoneException, InterruptedException {
        try {
            written.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            cutOff();
            throw new GoneException("took nothing for " + patience, true);
        } catch (ExecutionException e) {
            throw GoneException.closed();
        }
    }

    boolean isGone() {
        return response.closed() || response.ended();
    }

    /** How long it may still be silent. */
    Duration untilHeartbeat() {
        Duration left = heartbeat.minusNanos(System.nanoTime() - lastWrite);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Shows that the stream is alive, when it is time; finds out whether the listener is. */
    void beat() throws GoneException, InterruptedException {
        if (untilHeartbeat().isZero()) {
            write(ALIVE);
        } else if (isGone()) {
            throw GoneException.closed();
        }
    }

    /** Ends the stream of a listener that is too slow: it may come again, with the id it had last. */
    void drop() throws GoneException, InterruptedException {
        tell("dropped");
    }

    /** Ends a stream that has nothing more to tell. */
    void complete() throws GoneException, InterruptedException {
        tell("end");
    }

    void close() {
        if (!isGone()) {
            response.end();
        }
    }

    private void tell(String event) throws GoneException, InterruptedException {
        write(Buffer.buffer("event: " + event + "\ndata: {}\n\n", StandardCharsets.UTF_8.name()));
    }

    private void cutOff() {
        response.reset();
    }
}
