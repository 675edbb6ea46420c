package shop.chaos.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.history.Event;
import shop.chaos.history.FaultStory;

/** What happened when, as drawings over one axis of time: how many sagas ended, how long they took, what lagged, what broke. */
final class TimeLine {

    private static final int WIDTH = 1100;
    private static final int LEFT = 70;
    private static final int HEIGHT = 120;
    private static final int LANE = 18;
    private static final int MOST_BUCKETS = 300;
    private static final int MEDIAN = 50;
    private static final int TAIL = 99;

    private final Evidence evidence;
    private final Instant from;
    private final long bucketMillis;
    private final int buckets;

    TimeLine(Evidence evidence) {
        this.evidence = evidence;
        Event.Began began = evidence.journal().began();
        this.from = began == null ? Instant.EPOCH : began.at();
        long millis = Math.max(1_000, Duration.between(from, to()).toMillis());
        this.bucketMillis = Math.max(1_000, millis / MOST_BUCKETS / 1_000 * 1_000);
        this.buckets = (int) (millis / bucketMillis) + 1;
    }

    private Instant to() {
        Event.Rested rested = evidence.journal().rested();
        Instant last = rested == null ? from : rested.at();
        for (Event.Sampled sample : evidence.journal().samples()) {
            last = sample.at().isAfter(last) ? sample.at() : last;
        }
        return last;
    }

    void draw(Markup page) {
        double[] accepted = new double[buckets];
        double[] ended = new double[buckets];
        Map<UUID, Order> orders = evidence.ordersById();
        Map<Integer, List<Long>> latencies = new HashMap<>();
        evidence.orders().forEach(order -> accepted[bucket(order.placedAt())]++);
        for (LogEntry entry : evidence.log()) {
            if (entry.to().equals("COMPLETED") || entry.to().equals("COMPENSATED")) {
                int bucket = bucket(entry.at());
                ended[bucket]++;
                Order order = orders.get(entry.order());
                if (order != null) {
                    latencies
                            .computeIfAbsent(bucket, _ -> new ArrayList<>())
                            .add(Duration.between(order.placedAt(), entry.at()).toMillis());
                }
            }
        }
        double perSecond = 1000.0 / bucketMillis;
        scale(accepted, perSecond);
        scale(ended, perSecond);
        faults(page);
        chart(page, "orders accepted a second", accepted, "accepted");
        chart(page, "sagas ended a second", ended, "ended");
        chart(page, "from accepted to ended, median, in s", percentile(latencies, MEDIAN), "latency");
        chart(page, "from accepted to ended, 99th percentile, in s", percentile(latencies, TAIL), "latency");
        chart(page, "sagas in flight", inFlight(), "flight");
        chart(page, "the relays' lag, in kB of the log", lag(), "lag");
    }

    private void faults(Markup page) {
        List<FaultStory> faults = evidence.journal().faults();
        int height = LANE * 2 + 22;
        page.element("h3", "faults");
        page.raw("<svg viewBox=\"0 0 %d %d\">".formatted(WIDTH, height));
        int lane = 0;
        for (FaultStory fault : faults) {
            double x = x(fault.beganAt());
            double width = Math.max(3, x(fault.healedAt() == null ? to() : fault.healedAt()) - x);
            page.raw("<rect class=\"fault\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s</title></rect>"
                    .formatted(
                            x,
                            lane * LANE,
                            width,
                            LANE - 3,
                            Markup.escaped("%d: %s".formatted(fault.number(), fault.name()))));
            lane = 1 - lane;
        }
        axis(page, height);
        page.raw("</svg>");
    }

    private void axis(Markup page, int height) {
        int marks = 10;
        for (int i = 0; i <= marks; i++) {
            long second = buckets * bucketMillis / 1000 * i / marks;
            page.raw("<text x=\"%.1f\" y=\"%d\" class=\"tick\">%d s</text>"
                    .formatted(x(from.plusSeconds(second)), height - 4, second));
        }
    }

    private void chart(Markup page, String title, double[] values, String kind) {
        double most = Math.max(Arrays.stream(values).max().orElse(0), 1e-9);
        page.element("h3", title);
        page.raw("<svg viewBox=\"0 0 %d %d\">".formatted(WIDTH, HEIGHT + 20));
        for (FaultStory fault : evidence.journal().faults()) {
            double x = x(fault.beganAt());
            double width = Math.max(1, x(fault.healedAt() == null ? to() : fault.healedAt()) - x);
            page.raw("<rect class=\"shade\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\"/>"
                    .formatted(x, width, HEIGHT));
        }
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            double x = x(from.plusMillis(i * bucketMillis));
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, HEIGHT - values[i] / most * (HEIGHT - 8)));
        }
        page.raw("<polyline class=\"%s\" points=\"%s\"/>".formatted(kind, points));
        page.raw(String.format(Locale.ROOT, "<text x=\"0\" y=\"12\" class=\"tick\">%.1f</text>", most));
        page.raw("<text x=\"0\" y=\"%d\" class=\"tick\">0</text>".formatted(HEIGHT));
        axis(page, HEIGHT + 20);
        page.raw("</svg>");
    }

    private double[] percentile(Map<Integer, List<Long>> latencies, int percent) {
        double[] values = new double[buckets];
        latencies.forEach((bucket, millis) -> {
            List<Long> sorted = millis.stream().sorted().toList();
            values[bucket] = sorted.get((sorted.size() - 1) * percent / 100) / 1000.0;
        });
        return values;
    }

    private double[] inFlight() {
        double[] values = new double[buckets];
        evidence.journal()
                .samples()
                .forEach(sample ->
                        values[bucket(sample.at())] = Math.max(values[bucket(sample.at())], sample.inFlight()));
        return values;
    }

    private double[] lag() {
        double[] values = new double[buckets];
        for (Event.Sampled sample : evidence.journal().samples()) {
            double all = sample.lagBytes().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    / 1000.0;
            values[bucket(sample.at())] = Math.max(values[bucket(sample.at())], all);
        }
        return values;
    }

    private static void scale(double[] values, double by) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= by;
        }
    }

    private int bucket(Instant at) {
        return (int) Math.clamp(Duration.between(from, at).toMillis() / bucketMillis, 0, buckets - 1);
    }

    private double x(Instant at) {
        double share = (double) Duration.between(from, at).toMillis() / (buckets * bucketMillis);
        return LEFT + Math.clamp(share, 0.0, 1.0) * (WIDTH - LEFT - 10);
    }
}
