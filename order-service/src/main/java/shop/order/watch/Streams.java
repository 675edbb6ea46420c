package shop.order.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import shop.messaging.DatabaseException;
import shop.order.watch.EventStream.GoneException;
import shop.order.watch.SagaFeed.News;

/**
 * Serves listeners, each from a thread of its own: first what stands in the log, a page at a time and few listeners at
 * once, then what the feed tells. Their number is limited.
 */
@ApplicationScoped
class Streams {

    private static final Logger LOG = Logger.getLogger(Streams.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final SagaFeed feed;
    private final SagaLog log;
    private final WatchConfig config;
    private final Semaphore places;
    private final Semaphore catchUps;
    private final Counter dropped;

    Streams(SagaFeed feed, SagaLog log, WatchConfig config, MeterRegistry metrics) {
        this.feed = feed;
        this.log = log;
        this.config = config;
        this.places = new Semaphore(config.maxStreams());
        this.catchUps = new Semaphore(config.catchUps());
        this.dropped = Counter.builder("shop.streams.dropped")
                .description("Streams ended because their listener was too slow")
                .register(metrics);
        Gauge.builder("shop.streams.open", places, free -> config.maxStreams() - free.availablePermits())
                .description("Streams being served")
                .register(metrics);
    }

    /** Tells everything after a cursor, of all orders; returns when the listener has gone. */
    void tellAll(RoutingContext exchange, @Nullable Cursor from) {
        serve(exchange, stream -> follow(stream, from));
    }

    /** Tells what happens to one order after one of its entries; returns when its saga has ended, or the listener gone. */
    void tellOne(RoutingContext exchange, UUID orderId, long afterSequence) {
        serve(exchange, stream -> follow(stream, orderId, afterSequence));
    }

    private interface Telling {
        void tell(EventStream stream) throws GoneException, InterruptedException;
    }

    private void serve(RoutingContext exchange, Telling telling) {
        if (!places.tryAcquire()) {
            throw new BusyException(
                    "Too many streams",
                    "This replica serves %d streams already.".formatted(config.maxStreams()),
                    RETRY_AFTER);
        }
        feed.join();
        EventStream stream = new EventStream(exchange.response(), config);
        exchange.addEndHandler(ended -> feed.nudge());
        try {
            stream.open();
            telling.tell(stream);
        } catch (GoneException e) {
            if (e.tooSlow()) {
                dropped.increment();
            }
            LOG.debugf("type=STREAM_ENDED %s", e.getMessage());
        } catch (DatabaseException e) {
            LOG.warnf("type=STREAM_ENDED the log cannot be read: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feed.leave();
            places.release();
            stream.close();
        }
    }

    private Cursor now(EventStream stream) throws GoneException, InterruptedException {
        while (true) {
            OptionalLong newest = feed.awaitNewest(stream.untilHeartbeat());
            if (newest.isPresent()) {
                return Cursor.at(newest.getAsLong());
            }
            if (feed.isClosed()) {
                throw new GoneException("the service stops", false);
            }
            stream.beat();
        }
    }

    private void follow(EventStream stream, @Nullable Cursor from) throws GoneException, InterruptedException {
        Cursor cursor = from == null ? now(stream) : from;
        boolean live = from == null;
        while (true) {
            switch (feed.after(cursor.position(), stream.untilHeartbeat(), stream::isGone)) {
                case News.Events(var passage) -> {
                    live = true;
                    cursor = write(stream, cursor, passage);
                }
                case News.Silence() -> {
                    live = true;
                    stream.beat();
                }
                case News.Behind(var upTo) -> {
                    if (live) {
                        drop(stream);
                        return;
                    }
                    cursor = catchUp(stream, cursor, upTo);
                }
                case News.Closed() -> {
                    return;
                }
            }
        }
    }

    private Cursor catchUp(EventStream stream, Cursor from, long upTo) throws GoneException, InterruptedException {
        Cursor cursor = from;
        while (cursor.position() < upTo) {
            long position = cursor.position();
            List<Told> page = inTurn(() -> log.after(position, upTo, config.page()));
            cursor = page.isEmpty() ? cursor.movedTo(upTo) : write(stream, cursor, new Passage(page));
        }
        return cursor;
    }

    /** Writes what the client does not know yet; its ids hold what it knows beyond them. */
    private static Cursor write(EventStream stream, Cursor from, Passage passage)
            throws GoneException, InterruptedException {
        if (from.seen() == null) {
            stream.write(passage.bytes());
            return Cursor.at(passage.end());
        }
        Buffer bytes = Buffer.buffer();
        Cursor cursor = from;
        for (Told event : passage.events()) {
            boolean known = cursor.knows(event.position());
            cursor = cursor.movedTo(event.position());
            if (!known) {
                event.appendTo(bytes, cursor.text());
            }
        }
        if (bytes.length() > 0) {
            stream.write(bytes);
        }
        return cursor;
    }

    private void follow(EventStream stream, UUID orderId, long afterSequence)
            throws GoneException, InterruptedException {
        OneOrder order = new OneOrder(stream, orderId, afterSequence);
        order.tellHistory();
        long position = 0;
        while (!order.ended) {
            switch (feed.after(position, stream.untilHeartbeat(), stream::isGone)) {
                case News.Events(var passage) -> {
                    position = passage.end();
                    order.tell(passage.events());
                }
                case News.Behind(var upTo) -> {
                    position = upTo;
                    order.tellHistory();
                }
                case News.Silence() -> stream.beat();
                case News.Closed() -> {
                    return;
                }
            }
        }
        stream.complete();
    }

    /** What a listener to one order has had. */
    private final class OneOrder {

        private final EventStream stream;
        private final UUID orderId;
        private long sequence;
        private boolean ended;

        OneOrder(EventStream stream, UUID orderId, long sequence) {
            this.stream = stream;
            this.orderId = orderId;
            this.sequence = sequence;
        }

        void tellHistory() throws GoneException, InterruptedException {
            List<Told> page;
            do {
                page = inTurn(() -> log.ofOrder(orderId, sequence, config.page()));
                tell(page);
            } while (page.size() == config.page());
        }

        void tell(List<Told> events) throws GoneException, InterruptedException {
            Buffer bytes = Buffer.buffer();
            for (Told event : events) {
                if (event.orderId().equals(orderId) && event.sequence() > sequence) {
                    sequence = event.sequence();
                    ended = event.last();
                    event.appendTo(bytes, String.valueOf(sequence));
                }
            }
            if (bytes.length() > 0) {
                stream.write(bytes);
            }
        }
    }

    /** Reads history, few listeners at once. */
    private List<Told> inTurn(Supplier<List<Told>> page) throws InterruptedException {
        catchUps.acquire();
        try {
            return page.get();
        } finally {
            catchUps.release();
        }
    }

    private void drop(EventStream stream) throws GoneException, InterruptedException {
        dropped.increment();
        stream.drop();
    }
}
