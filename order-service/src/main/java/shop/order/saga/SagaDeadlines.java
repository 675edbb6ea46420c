package shop.order.saga;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import shop.messaging.DatabaseException;
import shop.messaging.Outbox;
import shop.messaging.Ticker;

/**
 * Wakes sagas whose time has come: to send again what was not answered, or to give an order up that is too old. Any number
 * of replicas may look at once; each takes sagas that no other holds. The times stand in the database, so that a restart
 * forgets none.
 *
 * <p>About as many are woken as may send again now, those that have waited longest first; the others stay as they are. To wake
 * a saga only to put it off costs as much as an answer to it does, and in a backlog there are as many of them as answers.
 */
@ApplicationScoped
class SagaDeadlines {

    /** How many sagas are taken in one transaction, at the most. */
    private static final int MOST = 200;

    /** And how many when nothing may be sent again: those that have expired, or wake too early, must not wait for ever. */
    static final int FEWEST = 20;

    /** How many transactions follow one another before the next look. */
    private static final int ROUNDS = 5;

    /** When a saga that cannot be decided is looked at again. */
    private static final Duration SET_ASIDE = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(SagaDeadlines.class);

    private final Sagas sagas;
    private final SagaRunner runner;
    private final ResendBudget budget;
    private final Outbox outbox;

    SagaDeadlines(Sagas sagas, SagaRunner runner, ResendBudget budget, Outbox outbox) {
        this.sagas = sagas;
        this.runner = runner;
        this.budget = budget;
        this.outbox = outbox;
    }

    void onStart(
            @Observes StartupEvent event,
            Ticker ticker,
            @ConfigProperty(name = "shop.saga.deadlines-every", defaultValue = "0.2s") String every) {
        ticker.every(every, "saga-deadlines", this::look);
    }

    private void look() {
        try {
            int round = 0;
            while (round < ROUNDS && wake(SagaRunner.now().at()) > FEWEST) {
                round++;
            }
        } catch (RuntimeException e) {
            LOG.warnf("type=DEADLINES_POSTPONED the next look tries again: %s", e.getMessage());
        }
    }

    /**
     * Wakes sagas whose time has come, about as many as may send again. Returns how many.
     *
     * @throws DatabaseException if the database cannot be reached; nothing was done then
     */
    int wake(Instant now) {
        int limit = Math.clamp(budget.available(), FEWEST, MOST);
        try {
            return QuarkusTransaction.requiringNew().call(() -> wakeTogether(now, limit, ids -> {}));
        } catch (IllegalStateException e) {
            LOG.warnf("type=DEADLINES_ONE_BY_ONE a saga cannot be decided: %s", e.getMessage());
            return wakeOneByOne(now, limit);
        }
    }

    /** One saga that cannot be decided must not keep the others from being woken. */
    private int wakeOneByOne(Instant now, int limit) {
        int woken = 0;
        while (woken < limit) {
            AtomicReference<List<UUID>> claimed = new AtomicReference<>(List.of());
            try {
                QuarkusTransaction.requiringNew().call(() -> wakeTogether(now, 1, claimed::set));
            } catch (IllegalStateException e) {
                LOG.errorf(e, "order_id=%s type=SAGA_SET_ASIDE", claimed.get());
                setAside(claimed.get(), now);
            }
            if (claimed.get().isEmpty()) {
                return woken;
            }
            woken++;
        }
        return woken;
    }

    private void setAside(List<UUID> orderIds, Instant now) {
        Map<UUID, Instant> later =
                orderIds.stream().collect(Collectors.toMap(Function.identity(), id -> now.plus(SET_ASIDE)));
        QuarkusTransaction.requiringNew().run(() -> sagas.wakeAt(later));
    }

    private int wakeTogether(Instant now, int limit, java.util.function.Consumer<List<UUID>> claimed) {
        List<Sagas.Stored> found = sagas.claimDue(now, limit);
        claimed.accept(found.stream().map(Sagas.Stored::orderId).toList());
        Map<Boolean, List<Sagas.Stored>> byDue =
                found.stream().collect(Collectors.partitioningBy(saga -> isDue(saga.state(), now)));
        sagas.wakeAt(byDue.get(false).stream()
                .collect(Collectors.toMap(
                        Sagas.Stored::orderId, saga -> saga.state().nextDeadline())));
        wake(byDue.get(true), now);
        return found.size();
    }

    private void wake(List<Sagas.Stored> due, Instant now) {
        if (due.isEmpty()) {
            return;
        }
        int tokens = budget.take(
                due.stream().mapToInt(saga -> resends(saga.state(), now)).sum());
        List<Stimulus> stimuli = new ArrayList<>();
        for (Sagas.Stored saga : due) {
            int wanted = resends(saga.state(), now);
            boolean mayResend = wanted <= tokens;
            tokens -= mayResend ? wanted : 0;
            Moment moment = new Moment(now, ThreadLocalRandom.current().nextDouble());
            stimuli.add(new Stimulus.Asked(saga.orderId(), new SagaInput.DeadlinePassed(moment, mayResend)));
        }
        Map<UUID, Sagas.Stored> locked =
                due.stream().collect(Collectors.toMap(Sagas.Stored::orderId, Function.identity()));
        outbox.append(runner.run(locked, stimuli).messages());
    }

    private static boolean isDue(SagaState state, Instant now) {
        Instant deadline = state.nextDeadline();
        if (deadline == null) {
            throw new IllegalStateException("a saga that has ended wakes up: " + state);
        }
        return !deadline.isAfter(now);
    }

    /** How many of its commands would be sent again. An order that is given up sends first undos, not resends. */
    private static int resends(SagaState state, Instant now) {
        boolean expires = !now.isBefore(state.expiresAt())
                && SagaKernel.canTurnBack(SagaDefinitions.of(state), state.phase(), state.steps());
        return expires ? 0 : state.resendsDueAt(now);
    }
}
