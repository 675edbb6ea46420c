package shop.order.saga;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import shop.messaging.JsonBody;
import shop.messaging.OutgoingMessage;
import shop.order.OrderEvent;
import shop.order.OrderEvent.OrderCancelled;
import shop.order.OrderEvent.OrderConfirmed;
import shop.order.OrderEvent.OrderRejected;
import shop.order.Orders;
import shop.order.Orders.Outcome;
import shop.order.saga.SagaNews.News;

/**
 * The thin shell around {@link SagaKernel}: reads the sagas of many orders, lets the kernel decide what each stimulus
 * means, and writes what follows. Runs inside the caller's transaction; takes the same few statements for one stimulus as
 * for hundreds.
 */
@ApplicationScoped
public class SagaRunner {

    private final SagaKernel kernel;
    private final Sagas sagas;
    private final Orders orders;
    private final SagaNews news;
    private final Duration expireAfter;

    SagaRunner(SagaKernel kernel, Sagas sagas, Orders orders, SagaNews news, SagaConfig config) {
        this.kernel = kernel;
        this.sagas = sagas;
        this.orders = orders;
        this.news = news;
        this.expireAfter = config.expireAfter();
    }

    /** A saga to be started for an order just stored. */
    public record Start(OrderFacts order, String traceparent) {}

    /**
     * What came of stimuli.
     *
     * @param decisions one a stimulus, in their order
     * @param messages what is owed to others: for the outbox
     */
    public record Ran(List<SagaDecision> decisions, List<OutgoingMessage> messages) {}

    /** Now, and a random number. In microseconds, as the database keeps time. */
    public static Moment now() {
        return new Moment(
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                ThreadLocalRandom.current().nextDouble());
    }

    /** Starts sagas. Returns their first commands, for the outbox. */
    public List<OutgoingMessage> start(List<Start> starts) {
        Moment moment = now();
        Work work = new Work();
        List<Sagas.Stored> started = new ArrayList<>();
        for (Start start : starts) {
            SagaInput input = new SagaInput.Started(moment, moment.at().plus(expireAfter));
            SagaDecision decision = kernel.decide(SagaDefinitions.CURRENT, null, input);
            if (!(decision instanceof SagaDecision.Advanced advanced)) {
                throw new IllegalStateException("a new saga starts, but was " + decision);
            }
            Sagas.Stored saga = new Sagas.Stored(start.order(), start.traceparent(), advanced.state());
            started.add(saga);
            work.add(saga, SagaDefinitions.CURRENT, advanced, null);
        }
        sagas.insert(started, work.log);
        news.tellOnCommit(work.news);
        return work.messages;
    }

    /**
     * Applies stimuli, in their order.
     *
     * @throws IllegalStateException if there is no saga for one of the orders, or a stimulus cannot happen to it
     */
    public Ran run(List<Stimulus> stimuli) {
        return run(sagas.lock(stimuli.stream().map(Stimulus::orderId).distinct().toList()), stimuli);
    }

    /** Applies stimuli to sagas that are locked already. */
    Ran run(Map<UUID, Sagas.Stored> locked, List<Stimulus> stimuli) {
        Work work = new Work();
        Map<UUID, Sagas.Stored> current = new LinkedHashMap<>(locked);
        Map<UUID, Sagas.Stored> changed = new LinkedHashMap<>();
        List<SagaDecision> decisions = new ArrayList<>();
        Instant latest = Instant.MIN;
        for (Stimulus stimulus : stimuli) {
            Sagas.Stored saga = current.get(stimulus.orderId());
            if (saga == null) {
                throw new IllegalStateException("there is no saga for order " + stimulus.orderId());
            }
            SagaDefinition definition = SagaDefinitions.of(saga.state());
            SagaInput input = stimulus.input(definition);
            SagaDecision decision = kernel.decide(definition, saga.state(), input);
            decisions.add(decision);
            latest = input.moment().at().isAfter(latest) ? input.moment().at() : latest;
            Sagas.Stored next = switch (decision) {
                case SagaDecision.Advanced advanced -> work.add(saga, definition, advanced, stimulus.cause());
                case SagaDecision.Postponed postponed -> saga.with(postponed.state());
                case SagaDecision.Stale stale -> {
                    work.news.add(new News.Stale(saga.orderId(), input, stale));
                    yield saga;
                }
                case SagaDecision.Refused refused -> saga;
            };
            if (next != saga) {
                current.put(next.orderId(), next);
                changed.put(next.orderId(), next);
            }
        }
        sagas.update(List.copyOf(changed.values()), work.log, latest);
        orders.decide(work.outcomes);
        news.tellOnCommit(work.news);
        return new Ran(decisions, work.messages);
    }

    /** What is to be written and said in consequence of decisions. */
    private static final class Work {

        private final List<Sagas.Logged> log = new ArrayList<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private final List<OutgoingMessage> messages = new ArrayList<>();
        private final List<News> news = new ArrayList<>();

        Sagas.Stored add(
                Sagas.Stored saga, SagaDefinition definition, SagaDecision.Advanced decision, @Nullable UUID cause) {
            UUID orderId = saga.orderId();
            SagaLogEntry entry = decision.entry();
            log.add(new Sagas.Logged(orderId, definition, entry));
            for (Send send : decision.sends()) {
                messages.add(Commands.message(saga.order(), send, cause, saga.traceparent()));
            }
            OrderStatusChange change = decision.status();
            if (change != null) {
                outcomes.add(
                        new Outcome(orderId, change.status(), change.reason(), change.trackingNumber(), entry.at()));
                OrderEvent event = event(orderId, change);
                messages.add(new OutgoingMessage(
                        OrderEvent.TOPIC,
                        orderId.toString(),
                        event.type(),
                        JsonBody.write(event),
                        cause,
                        saga.traceparent(),
                        null,
                        1));
            }
            news.add(new News.Advanced(orderId, decision));
            return saga.with(decision.state());
        }

        private static OrderEvent event(UUID orderId, OrderStatusChange change) {
            return switch (change.status()) {
                case CONFIRMED -> new OrderConfirmed(orderId, present(change.trackingNumber(), orderId, change));
                case REJECTED -> new OrderRejected(orderId, present(change.reason(), orderId, change));
                case CANCELLED -> new OrderCancelled(orderId);
                case PENDING -> throw new IllegalStateException("order " + orderId + " cannot become PENDING");
            };
        }

        private static String present(@Nullable String value, UUID orderId, OrderStatusChange change) {
            if (value == null) {
                throw new IllegalStateException("order %s: %s lacks what it must tell".formatted(orderId, change));
            }
            return value;
        }
    }
}
