package shop.chaos.sweep;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import shop.chaos.history.Answer;
import shop.chaos.history.Answer.Outcome;
import shop.chaos.history.Request;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.chaos.workload.Shop;
import shop.local.supervisor.ProcessCommand;
import shop.order.saga.Direction;
import shop.order.saga.SagaStep;

/** One customer who brings an order to its end as a scenario has it, and asks again as long as he has no answer. */
final class Errand implements AutoCloseable {

    private static final String ORDER_SERVICE = "order-service";
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(300);

    private final Site site;
    private final Shop shop;
    private final SagaRecords records;
    private final int number;
    private final Scenario scenario;
    private final String key;
    private @Nullable String paused;

    Errand(Site site, Shop shop, int number, Scenario scenario) {
        this.site = site;
        this.shop = shop;
        this.records = new SagaRecords(site);
        this.number = number;
        this.scenario = scenario;
        this.key = "sweep-%d-%s".formatted(number, UUID.randomUUID());
    }

    /** By what the order is known in everything that is said about it, before it has an id. */
    String trace() {
        return Shop.traceOf(key);
    }

    /** Places the order, and does to it what the scenario asks for. Returns the order. */
    UUID run() throws IOException, InterruptedException, Await.TimeoutException {
        switch (scenario) {
            case Scenario.Confirmed _, Scenario.Refused _ -> {
                return place();
            }
            case Scenario.Unanswered(SagaStep asked) -> {
                pause(asked.participant().service());
                return place();
            }
            case Scenario.Cancelled(SagaStep inFlight) -> {
                pause(inFlight.participant().service());
                UUID order = place();
                Await.until(
                        inFlight.command() + " is sent",
                        Site.READY_WITHIN,
                        () -> records.hasOwed(order, inFlight.commandType(Direction.DO)));
                insist("the cancel is accepted", Request.cancel(number, ORDER_SERVICE, order));
                goOn();
                return order;
            }
        }
    }

    /** Lets whoever was paused go on. */
    synchronized void goOn() throws IOException {
        if (paused != null) {
            site.control().command(paused, ProcessCommand.RESUME);
            paused = null;
        }
    }

    /** Looks at the order once more, as a customer does. */
    void look(UUID order) throws InterruptedException, Await.TimeoutException {
        insist("the order is read", Request.read(number, ORDER_SERVICE, order));
    }

    @Override
    public void close() throws IOException {
        goOn();
    }

    private UUID place() throws InterruptedException, Await.TimeoutException {
        Answer answer =
                insist("the order is accepted", Request.place(number, ORDER_SERVICE, scenario.purchase(number), key));
        if (answer.orderId() == null) {
            throw new IllegalStateException("an order was accepted and has no id: " + answer);
        }
        return answer.orderId();
    }

    private synchronized void pause(String participant) throws IOException {
        site.control().command(participant, ProcessCommand.PAUSE);
        paused = participant;
    }

    private Answer insist(String what, Request request) throws InterruptedException, Await.TimeoutException {
        AtomicReference<@Nullable Answer> last = new AtomicReference<>();
        Await.until(what, Site.READY_WITHIN, () -> {
            Answer answer = shop.call(request);
            last.set(answer);
            if (answer.outcome() != Outcome.OK) {
                Await.pause(BETWEEN_ATTEMPTS);
                throw new IOException(String.valueOf(answer.error()));
            }
            return true;
        });
        Answer answer = last.get();
        if (answer == null) {
            throw new IllegalStateException("nothing was answered, and that was waited for: " + what);
        }
        return answer;
    }
}
