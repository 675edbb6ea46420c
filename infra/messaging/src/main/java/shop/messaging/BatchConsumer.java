package shop.messaging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what was polled, one database transaction a batch: inbox rows, the handler's effects, the messages owed in
 * reply and the parking of what cannot be read are committed together or not at all.
 *
 * <p>{@link #consume} returns when everything is committed, so that nothing is acknowledged before. Until then:
 *
 * <ul>
 *   <li>a technical failure (see {@link Fault}) has the whole batch tried again, with backoff, until it succeeds or the
 *       service stops;
 *   <li>a failure for a message's own sake has the batch split, until that message stands alone; it is parked, its
 *       handler says what to tell others, and everything else is carried out.
 * </ul>
 *
 * <p>Within a partition the order is kept, but for what is parked and replayed later.
 */
@ApplicationScoped
public class BatchConsumer {

    private static final Logger LOG = Logger.getLogger(BatchConsumer.class);
    private static final int TRANSACTION_TIMEOUT_SECONDS = 60;
    private static final int UUID_LENGTH = 36;

    /** What a committed transaction did beside carrying messages out. */
    private record Tally(int duplicates, int parked) {}

    private final Handlers handlers;
    private final Inbox inbox;
    private final Outbox outbox;
    private final ParkedMessages parked;
    private final Stopping stopping;
    private final MessagingMetrics metrics;
    private final HandlerHealth health;

    BatchConsumer(
            Handlers handlers,
            Inbox inbox,
            Outbox outbox,
            ParkedMessages parked,
            Stopping stopping,
            MessagingMetrics metrics,
            HandlerHealth health) {
        this.handlers = handlers;
        this.inbox = inbox;
        this.outbox = outbox;
        this.parked = parked;
        this.stopping = stopping;
        this.metrics = metrics;
        this.health = health;
    }

    /**
     * Carries out a polled batch, and returns once it is committed.
     *
     * @throws IllegalStateException if no handler answers for a topic of the batch
     * @throws RuntimeException if the service stops first; the batch must not be acknowledged then, and comes again
     */
    public void consume(ConsumerRecords<String, String> records) {
        List<Received> batch = new ArrayList<>(records.count());
        for (ConsumerRecord<String, String> record : records) {
            handlers.of(record.topic());
            batch.add(Envelope.read(record));
        }
        if (batch.isEmpty()) {
            return;
        }
        metrics.batch(batch, () -> carryOut(batch));
    }

    private void carryOut(List<Received> batch) {
        Optional<Throwable> fault = attempt(batch, () -> carryOutAtOnce(batch));
        if (fault.isEmpty()) {
            return;
        }
        if (batch.size() > 1) {
            int middle = batch.size() / 2;
            carryOut(batch.subList(0, middle));
            carryOut(batch.subList(middle, batch.size()));
        } else {
            park(batch.getFirst(), fault.get());
        }
    }

    /** The body of the one transaction: a constant number of statements, whatever the batch's size. */
    private Tally carryOutAtOnce(List<Received> batch) {
        List<ParkedMessages.Entry> unreadable = new ArrayList<>();
        Map<UUID, IncomingMessage> readable = LinkedHashMap.newLinkedHashMap(batch.size());
        for (Received received : batch) {
            switch (received) {
                case Received.Readable(var record, var message) -> readable.putIfAbsent(message.id(), message);
                case Received.Unreadable(var record, var reason) ->
                    unreadable.add(ParkedMessages.Entry.unreadable(record, reason));
            }
        }
        parked.addAll(unreadable);
        Set<UUID> fresh = inbox.addAll(readable.keySet());
        Map<MessageHandler, List<IncomingMessage>> byHandler = new LinkedHashMap<>();
        for (IncomingMessage message : readable.values()) {
            if (fresh.contains(message.id())) {
                byHandler
                        .computeIfAbsent(handlers.of(message.topic()), handler -> new ArrayList<>())
                        .add(message);
            }
        }
        List<OutgoingMessage> owed = new ArrayList<>();
        byHandler.forEach((handler, messages) -> owed.addAll(handler.handle(messages)));
        outbox.append(owed);
        return new Tally(batch.size() - unreadable.size() - fresh.size(), unreadable.size());
    }

    private void park(Received received, Throwable fault) {
        String error = Text.storable(describe(fault), ParkedMessages.MAX_ERROR_LENGTH);
        Optional<Throwable> next = switch (received) {
            case Received.Readable(var record, var message) -> parkRefused(received, message, error);
            case Received.Unreadable(var record, var reason) -> Optional.of(fault);
        };
        if (next.isPresent()) {
            // What is stored now depends on nothing the record says but its bytes.
            String bareError = Text.storable(describe(next.get()), ParkedMessages.MAX_ERROR_LENGTH);
            attempt(List.of(received), () -> parkBare(received, bareError)).ifPresent(impossible -> {
                throw new IllegalStateException("cannot park %s".formatted(place(received)), impossible);
            });
        }
    }

    private Tally parkBare(Received received, String error) {
        parked.addAll(List.of(ParkedMessages.Entry.bare(received.record(), error)));
        return new Tally(0, 1);
    }

    /** Parks a message its handler refused, with what the handler wants told; without, where that fails too. */
    private Optional<Throwable> parkRefused(Received received, IncomingMessage message, String error) {
        List<Received> alone = List.of(received);
        Optional<Throwable> fault = attempt(alone, () -> parkRefusedAtOnce(received, message, error, true));
        if (fault.isEmpty()) {
            return fault;
        }
        LOG.errorf(fault.get(), "nobody can be told that %s was parked", place(received));
        return attempt(alone, () -> parkRefusedAtOnce(received, message, error, false));
    }

    private Tally parkRefusedAtOnce(Received received, IncomingMessage message, String error, boolean tell) {
        if (inbox.addAll(List.of(message.id())).isEmpty()) {
            return new Tally(1, 0);
        }
        parked.addAll(List.of(ParkedMessages.Entry.refused(received.record(), message, error)));
        if (tell) {
            outbox.append(handlers.of(message.topic()).onParked(message, error));
        }
        LOG.errorf("parked type=%s %s error=%s", message.type(), place(received), error);
        return new Tally(0, 1);
    }

    /** Runs {@code work} in a transaction until it commits or fails for a message's sake; that fault is returned. */
    private Optional<Throwable> attempt(List<Received> batch, Supplier<Tally> work) {
        String orderId = batch.size() == 1 ? orderId(batch.getFirst()) : null;
        if (orderId != null) {
            MDC.put("order_id", orderId);
        }
        try {
            for (int attempt = 1; ; attempt++) {
                Optional<Throwable> failure = tryOnce(work);
                if (failure.isEmpty()) {
                    health.succeeded(batch.getFirst().record().topic());
                    return failure;
                }
                Throwable cause = failure.get();
                if (Fault.of(cause) == Fault.MESSAGE && !stopping.isAsked()) {
                    return failure;
                }
                metrics.retry();
                health.failed(batch.getFirst().record().topic(), describe(cause));
                LOG.warnf(
                        "batch of %d from %s failed, attempt=%d, tried again: %s",
                        batch.size(), place(batch.getFirst()), attempt, describe(cause));
                stopping.await(
                        Backoff.after(attempt, () -> ThreadLocalRandom.current().nextDouble()), cause);
            }
        } finally {
            if (orderId != null) {
                MDC.remove("order_id");
            }
        }
    }

    @SuppressWarnings("CatchingThrowable") // Errors are tried again like any failure of the surroundings.
    private Optional<Throwable> tryOnce(Supplier<Tally> work) {
        try {
            Tally tally = QuarkusTransaction.requiringNew()
                    .timeout(TRANSACTION_TIMEOUT_SECONDS)
                    .call(work::get);
            metrics.committed(tally.duplicates(), tally.parked());
            return Optional.empty();
        } catch (Throwable failure) {
            return Optional.of(failure);
        }
    }

    /** The failure and its root in one line. */
    static String describe(Throwable failure) {
        if (failure instanceof DatabaseException || failure instanceof MalformedMessageException) {
            return line(failure); // Their messages repeat their causes'.
        }
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 50; depth++) {
            root = root.getCause();
        }
        return root == failure ? line(failure) : line(failure) + ", caused by " + line(root);
    }

    private static String line(Throwable failure) {
        String line = "%s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage());
        return line.replaceAll("\\s+", " ");
    }

    private static String place(Received received) {
        ConsumerRecord<String, String> record = received.record();
        return "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
    }

    private static @Nullable String orderId(Received received) {
        return received instanceof Received.Readable(var record, var message)
                        && message.key().length() == UUID_LENGTH
                ? message.key()
                : null;
    }
}
