package shop.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.inventory.Item;
import shop.inventory.Stock;
import shop.order.saga.Moment;
import shop.order.saga.SagaDecision;
import shop.order.saga.SagaDecision.Advanced;
import shop.order.saga.SagaDecision.Postponed;
import shop.order.saga.SagaDecision.Refused;
import shop.order.saga.SagaDecision.Stale;
import shop.order.saga.SagaDefinitions;
import shop.order.saga.SagaInput;
import shop.order.saga.SagaLogEntry.Event;
import shop.order.saga.Send;
import shop.payment.Funds;
import shop.payment.Money;
import shop.shipping.Address;

/**
 * One schedule: a handful of orders that compete for little stock and money, in one {@link Weather}. Everything follows
 * from the seed.
 */
final class Simulation {

    private static final Duration LONGEST = Duration.ofHours(96);
    private static final int MOST_STEPS = 20_000;
    private static final Currency EUR = Currency.getInstance("EUR");

    private final SplittableRandom random;
    private final VirtualClock clock = new VirtualClock();
    private final Weather weather;
    private final Services services;
    private final Sagas sagas = new Sagas();
    private final Books books;
    private final Queue queue;
    private final Set<Sighting> sightings = EnumSet.noneOf(Sighting.class);
    private final @Nullable List<String> trace;

    private Simulation(long seed, Participants participants, @Nullable List<String> trace) {
        this.trace = trace;
        random = new SplittableRandom(seed);
        weather = Weather.of(random);
        services = new Services(participants);
        services.stock.put("SKU-1", Stock.of(random.nextInt(1, 8)));
        services.stock.put("SKU-2", Stock.of(random.nextInt(1, 8)));
        services.funds.put("customer-1", new Funds(EUR, random.nextLong(1_000, 20_000), 0));
        services.funds.put("customer-2", new Funds(EUR, random.nextLong(1_000, 20_000), 0));
        books = new Books(services, sagas);
        queue = new Queue(clock, random, weather, services, this::hear, sightings, this::note);
    }

    /** Runs one schedule to its end; returns what was seen. Throws {@link Violation} on what must never happen. */
    static Set<Sighting> run(long seed, Participants participants) {
        return new Simulation(seed, participants, null).run();
    }

    /** As {@link #run}, telling everything that happens, up to a violation if there is one. */
    static List<String> tell(long seed, Participants participants) {
        List<String> trace = new ArrayList<>();
        try {
            new Simulation(seed, participants, trace).run();
            trace.add("All orders ended and the books balance.");
        } catch (Violation violation) {
            trace.add("VIOLATION " + violation.getMessage());
        }
        return trace;
    }

    private Set<Sighting> run() {
        note("weather", weather);
        int orders = random.nextInt(1, 6);
        for (int i = 0; i < orders; i++) {
            PlacedOrder order = anOrder();
            clock.in(random.nextLong(5_000), () -> place(order));
        }
        try {
            int steps = 0;
            for (Runnable action = clock.next(); action != null; action = clock.next()) {
                action.run();
                books.check();
                Violation.unless(
                        clock.millis() < LONGEST.toMillis() && ++steps < MOST_STEPS,
                        "This should have ended long ago",
                        sagas.states());
            }
            books.checkAtTheEnd();
        } catch (IllegalStateException | IllegalArgumentException impossible) {
            throw new Violation("A legal schedule led to an illegal input: " + impossible.getMessage());
        }
        return sightings;
    }

    private PlacedOrder anOrder() {
        List<Item> items = new ArrayList<>();
        items.add(new Item(random.nextInt(30) == 0 ? "SKU-UNKNOWN" : "SKU-1", random.nextLong(1, 4)));
        if (random.nextBoolean()) {
            items.add(new Item("SKU-2", random.nextLong(1, 4)));
        }
        String customer = random.nextInt(30) == 0 ? "nobody" : "customer-" + random.nextInt(1, 3);
        Currency currency = random.nextInt(30) == 0 ? Currency.getInstance("USD") : EUR;
        String country = random.nextInt(10) == 0 ? "AQ" : "DE";
        return new PlacedOrder(
                new UUID(random.nextLong(), random.nextLong()),
                customer,
                items,
                new Money(random.nextLong(100, 9_000), currency),
                new Address("Ada Lovelace", "Marktplatz 1", "12345", "Berlin", country));
    }

    private void place(PlacedOrder order) {
        give(order, new SagaInput.Started(moment(), clock.now().plus(weather.patience())));
        if (random.nextInt(100) < weather.cancels()) {
            long patience = random.nextBoolean() ? 200 : 600_000;
            clock.in(random.nextLong(patience), () -> cancel(order));
        }
        queue.place(order);
    }

    private void cancel(PlacedOrder order) {
        SagaDecision decision = give(order, new SagaInput.CancelRequested(moment()));
        sightings.add(
                switch (decision) {
                    case Refused _ -> Sighting.CANCEL_REFUSED;
                    case Stale _ -> Sighting.CANCEL_REPEATED;
                    case Advanced _, Postponed _ -> Sighting.CANCELLED;
                });
        if (random.nextInt(4) == 0) {
            clock.in(random.nextLong(600_000), () -> cancel(order));
        }
    }

    /** A participant's event arrives at order-service. */
    private void hear(PlacedOrder order, Message message) {
        SagaDecision decision = give(order, Sagas.input(moment(), message.step(), message.body()));
        if (decision instanceof Advanced advanced && advanced.state().needsAttention() && random.nextBoolean()) {
            sightings.add(Sighting.ATTENTION);
            clock.in(random.nextLong(60_000), () -> retry(order));
        }
    }

    private void retry(PlacedOrder order) {
        give(order, new SagaInput.RetryRequested(moment()));
        sightings.add(Sighting.RETRIED);
    }

    private void alarm(PlacedOrder order) {
        if (sagas.state(order.id()).phase().ended()) {
            return;
        }
        boolean mayResend = random.nextInt(100) >= weather.shortOfBudget() || queue.isCalm();
        give(order, new SagaInput.DeadlinePassed(moment(), mayResend));
    }

    /** One transaction of order-service: decide, store, and leave the commands to the queue. */
    private SagaDecision give(PlacedOrder order, SagaInput input) {
        SagaDecision decision = sagas.give(order.id(), input);
        note("order-service", input, decision);
        see(decision);
        boolean changed = switch (decision) {
            case Advanced _, Postponed _ -> true;
            case Stale _, Refused _ -> false;
        };
        for (Send send : Sagas.sends(decision)) {
            queue.send(order.id(), send.step(), order.command(send));
        }
        var deadline = sagas.state(order.id()).nextDeadline();
        if (changed && deadline != null) {
            clock.at(deadline.plusMillis(random.nextLong(1_000)), () -> alarm(order));
        }
        return decision;
    }

    private void see(SagaDecision decision) {
        switch (decision) {
            case Stale _ -> sightings.add(Sighting.STALE);
            case Postponed _ -> sightings.add(Sighting.POSTPONED);
            case Refused _ -> {}
            case Advanced advanced -> {
                Event event = advanced.entry().event();
                if (event == Event.RESENT) {
                    sightings.add(Sighting.RESENT);
                } else if (event == Event.EXPIRED) {
                    sightings.add(Sighting.EXPIRED);
                } else if (event == Event.STEP_REFUSED) {
                    sightings.add(
                            switch (SagaDefinitions.CURRENT
                                    .step(Objects.requireNonNull(
                                            advanced.entry().step()))
                                    .participant()) {
                                case INVENTORY -> Sighting.REJECTED_BY_INVENTORY;
                                case PAYMENT -> Sighting.REJECTED_BY_PAYMENT;
                                case SHIPPING -> Sighting.REJECTED_BY_SHIPPING;
                            });
                } else if (advanced.status() != null && event == Event.STEP_DONE) {
                    sightings.add(Sighting.CONFIRMED);
                }
            }
        }
    }

    private Moment moment() {
        return new Moment(clock.now(), random.nextDouble());
    }

    private void note(Object... what) {
        if (trace != null) {
            StringBuilder line = new StringBuilder(clock.now().toString());
            for (Object word : what) {
                line.append("  ").append(word);
            }
            trace.add(line.toString());
        }
    }
}
