package shop.order.saga;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells the log and the metrics what happened to sagas, once it is committed and not before. Names the order, and nothing
 * that is the customer's.
 */
@ApplicationScoped
class SagaNews {

    private static final Logger LOG = Logger.getLogger("shop.order.saga");

    private final MeterRegistry metrics;
    private final TransactionSynchronizationRegistry transactions;
    private final Counter stale;

    SagaNews(MeterRegistry metrics, TransactionSynchronizationRegistry transactions) {
        this.metrics = metrics;
        this.transactions = transactions;
        this.stale = Counter.builder("saga.stale.inputs")
                .description("Legal inputs that came too late to change anything")
                .register(metrics);
    }

    /** What happened to one saga. */
    sealed interface News {
        record Advanced(UUID orderId, SagaDecision.Advanced decision) implements News {}

        record Stale(UUID orderId, SagaInput input, SagaDecision.Stale decision) implements News {}
    }

    /** Has news told when the caller's transaction is committed; all together, for each listener of one costs. */
    void tellOnCommit(List<News> news) {
        if (news.isEmpty()) {
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing is told before it is certain
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    news.forEach(SagaNews.this::tell);
                }
            }
        });
    }

    private void tell(News news) {
        switch (news) {
            case News.Advanced(UUID orderId, SagaDecision.Advanced decision) -> tell(orderId, decision);
            case News.Stale(UUID orderId, SagaInput input, SagaDecision.Stale decision) -> {
                stale.increment();
                LOG.debugf(
                        "order_id=%s type=%s stale: %s",
                        orderId, input.getClass().getSimpleName(), decision.why());
            }
        }
    }

    private void tell(UUID orderId, SagaDecision.Advanced decision) {
        SagaLogEntry entry = decision.entry();
        LOG.debugf(
                "order_id=%s type=%s step=%s from=%s to=%s",
                orderId, entry.event(), entry.step(), entry.from(), entry.to());
        if (entry.event() == SagaLogEntry.Event.RESENT) {
            metrics.counter("saga.resends").increment(decision.sends().size());
        }
        if (entry.event() == SagaLogEntry.Event.STEP_FAILED) {
            LOG.warnf("order_id=%s type=%s step=%s why=%s", orderId, entry.event(), entry.step(), entry.why());
        }
        OrderStatusChange change = decision.status();
        if (change != null) {
            LOG.debugf(
                    "order_id=%s type=%s from=PENDING to=%s reason=%s",
                    orderId, "ORDER_DECIDED", change.status(), change.reason());
            metrics.timer("orders.decided", "status", change.status().name())
                    .record(Duration.between(decision.state().startedAt(), entry.at()));
        }
        if (decision.state().phase().ended() && entry.from() != entry.to()) {
            LOG.debugf("order_id=%s type=SAGA_ENDED from=%s to=%s", orderId, entry.from(), entry.to());
            metrics.counter("saga.ended", "state", entry.to().name()).increment();
        }
    }
}
