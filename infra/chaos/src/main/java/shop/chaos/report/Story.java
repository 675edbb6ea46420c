package shop.chaos.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.history.Call;
import shop.chaos.history.FaultStory;

/** One order's whole story: what was asked and answered, what its saga did, what broke meanwhile, and what is left of it. */
final class Story {

    private record Line(Instant at, String who, String what) {}

    private final Evidence evidence;
    private final UUID order;

    Story(Evidence evidence, UUID order) {
        this.evidence = evidence;
        this.order = order;
    }

    void tell(Markup page) {
        List<Line> lines = new ArrayList<>();
        String key = evidence.keys().stream()
                .filter(known -> known.order().equals(order))
                .map(Evidence.Key::key)
                .findFirst()
                .orElse("");
        for (Call call : evidence.journal().calls()) {
            if (order.equals(call.orderId()) || key.equals(call.request().idempotencyKey())) {
                lines.add(new Line(call.invokedAt(), "customer", "asks: " + call.request()));
                if (call.answeredAt() != null) {
                    lines.add(new Line(call.answeredAt(), call.request().replica(), "answers: " + call.answer()));
                }
            }
        }
        for (LogEntry entry : evidence.log()) {
            if (entry.order().equals(order)) {
                lines.add(new Line(
                        entry.at(),
                        "saga",
                        "%d %s %s %s → %s %s"
                                .formatted(
                                        entry.sequence(),
                                        entry.event(),
                                        entry.step() == null ? "" : entry.step(),
                                        entry.from(),
                                        entry.to(),
                                        entry.status() == null ? "" : entry.status())));
            }
        }
        addFaults(lines);
        page.element("h2", "The story of order " + order);
        page.raw("<table>");
        lines.stream()
                .sorted(Comparator.comparing(Line::at))
                .forEach(line -> page.row("td", List.of(line.at(), line.who(), line.what())));
        page.raw("</table>");
        page.element("h3", "What is left of it");
        page.raw("<ul>");
        left().forEach(what -> page.element("li", String.valueOf(what)));
        page.raw("</ul>");
    }

    private void addFaults(List<Line> lines) {
        Instant first =
                lines.stream().map(Line::at).min(Comparator.naturalOrder()).orElse(Instant.MAX);
        Instant last =
                lines.stream().map(Line::at).max(Comparator.naturalOrder()).orElse(Instant.MIN);
        for (FaultStory fault : evidence.journal().faults()) {
            Instant healed = fault.healedAt() == null ? Instant.MAX : fault.healedAt();
            if (fault.beganAt().isBefore(last) && healed.isAfter(first)) {
                lines.add(new Line(fault.beganAt(), "nemesis", "%s: %s".formatted(fault.name(), fault.evidence())));
                if (fault.healedAt() != null) {
                    lines.add(new Line(fault.healedAt(), "nemesis", fault.name() + " is healed"));
                }
            }
        }
    }

    private List<Object> left() {
        List<Object> left = new ArrayList<>();
        Order row = evidence.ordersById().get(order);
        left.add(row == null ? "no order" : row);
        evidence.sagas().stream().filter(saga -> saga.order().equals(order)).forEach(left::add);
        evidence.payments().stream()
                .filter(payment -> payment.order().equals(order))
                .forEach(left::add);
        evidence.reservations().stream()
                .filter(reservation -> reservation.order().equals(order))
                .forEach(left::add);
        evidence.shipments().stream()
                .filter(shipment -> shipment.order().equals(order))
                .forEach(left::add);
        evidence.entries().stream()
                .filter(entry -> entry.transfer().equals(order))
                .forEach(left::add);
        evidence.outbox().stream()
                .filter(message -> message.key().equals(order.toString()))
                .forEach(left::add);
        evidence.parked().stream()
                .filter(parked -> order.toString().equals(parked.key()))
                .forEach(left::add);
        return left;
    }
}
