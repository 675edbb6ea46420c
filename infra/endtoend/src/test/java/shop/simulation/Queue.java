package shop.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import shop.inventory.InventoryCommand.ReleaseStock;
import shop.order.saga.StepName;
import shop.payment.PaymentCommand.VoidPayment;
import shop.shipping.ShippingCommand.CancelShipment;
import shop.simulation.Weather.Outage;

/**
 * Relay, queue and consumers in bad weather: messages are lost, doubled, delayed and overtake each other; consumers are
 * down, crash before their commit, or between commit and acknowledgement, and are given the message again.
 */
final class Queue {

    private final VirtualClock clock;
    private final SplittableRandom random;
    private final Weather weather;
    private final Services services;
    private final BiConsumer<PlacedOrder, Message> orderService;
    private final Set<Sighting> sightings;
    private final Consumer<Object[]> note;
    private final Map<UUID, PlacedOrder> orders = new HashMap<>();
    private final Map<UUID, Long> youngest = new HashMap<>();
    private final Set<Long> inbox = new HashSet<>();
    private long messages;

    Queue(
            VirtualClock clock,
            SplittableRandom random,
            Weather weather,
            Services services,
            BiConsumer<PlacedOrder, Message> orderService,
            Set<Sighting> sightings,
            Consumer<Object[]> note) {
        this.clock = clock;
        this.random = random;
        this.weather = weather;
        this.services = services;
        this.orderService = orderService;
        this.sightings = sightings;
        this.note = note;
    }

    void place(PlacedOrder order) {
        orders.put(order.id(), order);
    }

    /** Whether the faults have stopped. */
    boolean isCalm() {
        return clock.millis() >= Weather.CALM_AFTER.toMillis();
    }

    /** Sends a new message. */
    void send(UUID orderId, StepName step, Object body) {
        Message message = new Message(++messages, orderId, step, body);
        if (strikes(weather.drops())) {
            note("lost", message);
            sightings.add(Sighting.DROPPED);
            return;
        }
        arriveLater(message);
        if (strikes(weather.duplicates())) {
            sightings.add(Sighting.DUPLICATED);
            arriveLater(message);
        }
    }

    private void arriveLater(Message message) {
        clock.in(random.nextLong(1, weather.longestDelay().toMillis() + 2), () -> arrive(message));
    }

    private void arrive(Message message) {
        if (isEvent(message)) {
            consume(message, () -> orderService.accept(order(message), message));
            return;
        }
        Outage outage = weather.outages().get(Services.readerOf(message.body()));
        if (outage != null && clock.millis() >= outage.from() && clock.millis() < outage.until()) {
            sightings.add(Sighting.FOUND_DOWN);
            clock.in(outage.until() - clock.millis(), () -> arriveLater(message));
            return;
        }
        consume(message, () -> carryOut(message));
    }

    /** One delivery: handled and committed, unless the consumer crashes first, and acknowledged, unless it crashes then. */
    private void consume(Message message, Runnable handle) {
        if (strikes(weather.crashes())) {
            note("crashed before its commit", message);
            sightings.add(Sighting.CRASHED_BEFORE_COMMIT);
            arriveLater(message);
            return;
        }
        if (!weather.inboxes() || inbox.add(message.id())) {
            seeOvertaking(message);
            handle.run();
        }
        if (strikes(weather.crashes())) {
            note("crashed before acknowledging", message);
            sightings.add(Sighting.CRASHED_AFTER_COMMIT);
            arriveLater(message);
        }
    }

    private void carryOut(Message message) {
        Object answer;
        if (strikes(weather.parks())) {
            sightings.add(Sighting.PARKED);
            answer = Services.park(message.orderId(), message.body());
        } else {
            seeTombstone(message);
            answer = services.carryOut(message.body());
        }
        note("carried out", message, answer);
        send(message.orderId(), message.step(), answer);
    }

    private void seeOvertaking(Message message) {
        long last = youngest.merge(message.orderId(), message.id(), Math::max);
        if (message.id() < last) {
            sightings.add(Sighting.OVERTAKEN);
        }
    }

    private void seeTombstone(Message message) {
        boolean early = switch (message.body()) {
            case ReleaseStock release -> !services.reservations.containsKey(release.orderId());
            case VoidPayment undo -> !services.payments.containsKey(undo.orderId());
            case CancelShipment cancel -> !services.shipments.containsKey(cancel.orderId());
            default -> false;
        };
        if (early) {
            sightings.add(Sighting.UNDONE_BEFORE_DONE);
        }
    }

    private static boolean isEvent(Message message) {
        return switch (message.body()) {
            case shop.inventory.InventoryEvent _, shop.payment.PaymentEvent _, shop.shipping.ShippingEvent _ -> true;
            default -> false;
        };
    }

    private PlacedOrder order(Message message) {
        return Objects.requireNonNull(orders.get(message.orderId()), "An event about an order nobody placed");
    }

    private boolean strikes(int ofHundred) {
        return ofHundred > 0 && !isCalm() && random.nextInt(100) < ofHundred;
    }

    private void note(Object... what) {
        note.accept(what);
    }
}
