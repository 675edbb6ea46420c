package shop.chaos.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import shop.chaos.agent.Trigger.Reached;
import shop.chaos.checker.Verdict;
import shop.chaos.history.Event;
import shop.chaos.history.History;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.chaos.workload.Shop;

/** One order of a scenario, and a service that dies on its way, or none. */
public final class Performance {

    /** From the service's death. Longer than a command waits for its answer, so that even a loss would be healed. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(150);

    private final Site site;
    private final History history;
    private final Shop shop;
    private final SagaRecords records;
    private final Path triggers;

    /** @param triggers the directory in which the agents look */
    public Performance(Site site, History history, Path triggers) {
        this.site = site;
        this.history = history;
        this.shop = new Shop(site, history);
        this.records = new SagaRecords(site);
        this.triggers = triggers;
    }

    /** The scenario as it is when nobody dies. */
    public void undisturbed(int number, Scenario scenario) throws Exception {
        try (Errand errand = new Errand(site, shop, number, scenario)) {
            UUID order = errand.run();
            Await.until(
                    "order " + order + " ends",
                    ENDS_WITHIN,
                    () -> records.ended(order).isPresent());
            errand.look(order);
        }
    }

    /** Has the service die at the point. Always returns what came of it. */
    public Row of(int number, Point point) throws InterruptedException {
        history.add(at -> new Event.FaultBegan(at, number, "crash", point.name()));
        Death death = new Death(site, triggers, point);
        try (Errand errand = new Errand(site, shop, number, point.scenario())) {
            site.awaitReady(point.service());
            death.arm(errand.trace());
            FutureTask<UUID> running = new FutureTask<>(errand::run);
            Thread.ofVirtual().name("errand").start(running);
            Reached reached = dead(death, running);
            history.add(at -> new Event.FaultTookEffect(
                    at,
                    number,
                    "pid %d is gone; it halted itself %s of %s of order %s"
                            .formatted(
                                    reached.pid(),
                                    point.boundary().wireName(),
                                    reached.subject().what(),
                                    reached.subject().key())));
            return survived(number, point, death, errand, running, reached);
        } catch (Await.TimeoutException | IOException | ExecutionException | SQLException | RuntimeException e) {
            history.add(at -> new Event.FaultFailed(at, number, e.toString()));
            return new Row(point, null, null, "not known", null, 0, Verdict.UNKNOWN, e.getMessage() + whyNot(death));
        }
    }

    private static Reached dead(Death death, FutureTask<UUID> running)
            throws InterruptedException, Await.TimeoutException, IOException {
        try {
            return death.await();
        } catch (Await.TimeoutException e) {
            running.cancel(true);
            throw e;
        }
    }

    private Row survived(int number, Point point, Death death, Errand errand, FutureTask<UUID> running, Reached reached)
            throws InterruptedException, IOException, ExecutionException, SQLException {
        Instant haltedAt = Instant.parse(reached.at());
        Instant goneAt = history.clock().now();
        UUID order = null;
        String stuck = "";
        try {
            // Whoever is paused for want of an answer may answer now; a service that is dead does not take the order.
            if (point.scenario() instanceof Scenario.Unanswered) {
                errand.goOn();
            }
            order = running.get();
            UUID placed = order;
            Await.until(
                    "order " + placed + " ends",
                    ENDS_WITHIN,
                    () -> records.ended(placed).isPresent());
            death.awaitResurrection(reached);
            errand.look(order);
            history.add(at -> new Event.FaultHealed(at, number, goneAt));
        } catch (Await.TimeoutException e) {
            history.add(at -> new Event.FaultFailed(at, number, String.valueOf(e.getMessage())));
            stuck = String.valueOf(e.getMessage());
        }
        SagaRecords.Ended ended = order == null ? null : records.ended(order).orElse(null);
        String end = ended != null ? ended.toString() : order == null ? "no order" : records.now(order);
        Row row = new Row(
                point,
                haltedAt,
                order,
                end,
                ended == null ? null : untilEnd(haltedAt, ended.at()),
                order == null ? 0 : records.sentAgain(order),
                stuck.isEmpty() ? Verdict.VALID : Verdict.INVALID,
                stuck);
        if (ended != null && !ended.status().equals(point.scenario().end())) {
            row = row.and(
                    Verdict.INVALID, "it should have ended " + point.scenario().end());
        }
        String key = reached.subject().key();
        if (!key.isEmpty() && order != null && !key.equals(order.toString())) {
            row = row.and(Verdict.UNKNOWN, "the service died with order %s on its hands".formatted(key));
        }
        return row;
    }

    /** None, where the very transaction after whose commit the service died was the order's last. */
    private static Duration untilEnd(Instant haltedAt, Instant endedAt) {
        return endedAt.isBefore(haltedAt) ? Duration.ZERO : Duration.between(haltedAt, endedAt);
    }

    private static String whyNot(Death death) {
        try {
            String complaint = death.complaint();
            death.disarm();
            return complaint;
        } catch (IOException e) {
            return " (and its agent cannot be heard: " + e.getMessage() + ")";
        }
    }
}
