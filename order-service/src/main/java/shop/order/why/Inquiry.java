package shop.order.why;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import shop.messaging.Diagnosis;
import shop.order.saga.Direction;
import shop.order.saga.Participant;
import shop.order.saga.SagaDefinitions;
import shop.order.saga.SagaStep;
import shop.order.saga.SagaView;
import shop.order.saga.StepProgress;
import shop.order.why.Facts.Place;
import shop.order.why.Facts.Waiting;

/**
 * Finds out what can be found out about a saga that waits, within two seconds: in our own database, on Kafka, and in what
 * the services say of themselves. What does not answer in time is unknown, and said to be.
 */
@ApplicationScoped
class Inquiry {

    private static final Duration KAFKA = Duration.ofMillis(1_800);
    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final Duration CLOSING = Duration.ofMillis(200);
    private static final int AT_ONCE = 2;

    private final OutboxInquiry outbox;
    private final QueueInquiry queue;
    private final String ownGroup;
    private final Semaphore inquiries = new Semaphore(AT_ONCE);

    Inquiry(
            OutboxInquiry outbox,
            QueueInquiry queue,
            @ConfigProperty(name = "quarkus.application.name") String ownGroup) {
        this.outbox = outbox;
        this.queue = queue;
        this.ownGroup = ownGroup;
    }

    /** A command without an answer, as the saga knows it. */
    private record Sent(SagaView.Step step, Participant participant, String command, String type) {}

    Facts about(SagaView saga) throws InterruptedException {
        String attention = saga.attention() == null ? null : saga.attention().why();
        Instant now = Instant.now();
        if (saga.state().ended()) {
            return new Facts(now, saga.endedAt(), attention, null, List.of());
        }
        List<Sent> sent = sent(saga);
        FutureTask<List<Waiting>> asking = new FutureTask<>(() -> askKafka(saga.orderId(), sent));
        if (!inquiries.tryAcquire(KAFKA.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Facts(now, null, attention, outbox.relay().orElse(null), unknown(sent, "too many ask at once"));
        }
        try {
            Thread.ofVirtual().name("why").start(asking);
            return new Facts(now, null, attention, outbox.relay().orElse(null), answers(asking, sent));
        } finally {
            inquiries.release();
        }
    }

    private static List<Waiting> answers(FutureTask<List<Waiting>> asking, List<Sent> sent)
            throws InterruptedException {
        try {
            return asking.get(KAFKA.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            asking.cancel(true);
            return unknown(sent, "Kafka does not answer");
        } catch (ExecutionException e) {
            if (isKafkas(e.getCause())) {
                return unknown(sent, "Kafka does not answer");
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private static boolean isKafkas(@Nullable Throwable failure) {
        return failure instanceof KafkaException
                || failure instanceof ExecutionException
                || failure instanceof TimeoutException;
    }

    private static List<Sent> sent(SagaView saga) {
        List<Sent> sent = new ArrayList<>();
        for (SagaView.Step step : saga.steps()) {
            if (step.state().inFlight()) {
                SagaStep defined = SagaDefinitions.of(saga.definition(), saga.version()).steps().stream()
                        .filter(candidate -> candidate.name().wireName().equals(step.step()))
                        .findFirst()
                        .orElseThrow();
                Direction direction = step.state() == StepProgress.SENT ? Direction.DO : Direction.UNDO;
                sent.add(new Sent(
                        step, defined.participant(), defined.message(direction), defined.commandType(direction)));
            }
        }
        return sent;
    }

    private List<Waiting> askKafka(UUID orderId, List<Sent> sent)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<Waiting> waiting = new ArrayList<>();
        Consumer<String, String> reader = queue.open();
        try {
            List<Diagnosis> diagnoses = queue.diagnoses(reader);
            for (Sent command : sent) {
                String key = orderId.toString();
                Participant participant = command.participant();
                waiting.add(waiting(
                        command,
                        place(reader, orderId, command),
                        participant(diagnoses, key, command),
                        queue.backlog(reader, participant.eventsTopic(), key, ownGroup)));
            }
        } finally {
            reader.close(CloseOptions.timeout(CLOSING));
        }
        return waiting;
    }

    private Place place(Consumer<String, String> reader, UUID orderId, Sent command)
            throws ExecutionException, TimeoutException, InterruptedException {
        Optional<OutboxInquiry.Message> message =
                outbox.message(orderId, command.type(), command.step().attempt(), sentAt(command));
        if (message.isEmpty()) {
            return new Place.Unknown("the command is not in the outbox any more");
        }
        Participant participant = command.participant();
        return queue.place(
                reader,
                participant.commandsTopic(),
                orderId.toString(),
                message.get().id(),
                message.get().createdAt(),
                participant.service());
    }

    /** What the participant's instances say, as far as it is fresh and concerns this command. */
    private static Facts.@Nullable Participant participant(List<Diagnosis> diagnoses, String key, Sent command) {
        List<Diagnosis> fresh = diagnoses.stream()
                .filter(diagnosis ->
                        diagnosis.service().equals(command.participant().service()))
                .filter(diagnosis -> diagnosis.at().plus(FRESH).isAfter(Instant.now()))
                .sorted(Comparator.comparing(Diagnosis::at).reversed())
                .toList();
        if (fresh.isEmpty()) {
            return null;
        }
        Facts.Failing failing = fresh.stream()
                .map(Diagnosis::failing)
                .filter(f -> f != null && f.topic().equals(command.participant().commandsTopic()))
                .findFirst()
                .map(f -> new Facts.Failing(f.error(), f.since()))
                .orElse(null);
        Facts.Parked parked = fresh.getFirst().lastParked().stream()
                .filter(p -> key.equals(p.key()) && command.type().equals(p.type()))
                .findFirst()
                .map(p -> new Facts.Parked(p.messageId(), p.error()))
                .orElse(null);
        Diagnosis.Relay relay = fresh.getFirst().relay();
        String database = command.participant().service().replace('-', '_').toLowerCase(Locale.ROOT);
        return new Facts.Participant(
                failing,
                parked,
                relay == null ? null : new Facts.Outbox(database, relay.lagBytes(), relay.slotActive()));
    }

    private static List<Waiting> unknown(List<Sent> sent, String reason) {
        return sent.stream()
                .map(command -> waiting(command, new Place.Unknown(reason), null, null))
                .toList();
    }

    private static Waiting waiting(
            Sent command, Place place, Facts.@Nullable Participant participant, Facts.@Nullable Backlog answers) {
        SagaView.Step step = command.step();
        return new Waiting(
                step.step(),
                command.command(),
                command.participant().service(),
                step.attempt(),
                sentAt(command),
                step.resendAt(),
                step.error(),
                place,
                participant,
                answers);
    }

    private static Instant sentAt(Sent command) {
        Instant sentAt = command.step().sentAt();
        if (sentAt == null) {
            throw new IllegalStateException(command + " is in flight and was never sent");
        }
        return sentAt;
    }
}
