package shop.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import shop.bench.measure.Passage;
import shop.bench.measure.Timeline;
import shop.bench.measure.Timeline.Second;

/**
 * Throughput and latency over the whole run, drawn as SVG. Both scales are logarithmic: a drain ends ten times as many orders
 * a second as a load that is just held, and its orders have waited a thousand times as long as one alone. Colours are CSS
 * variables of the page.
 */
final class Plot {

    private static final int WIDTH = 1100;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int PANEL = 220;
    private static final int TOP = 34;
    private static final int GAP = 50;

    /** A logarithmic scale in whole decades, from ten up. What is less is drawn on its lower edge. */
    private record Scale(String name, int top, int decades) {

        static Scale upTo(double highest, String name, int top) {
            return new Scale(name, top, Math.max(1, (int) Math.ceil(Math.log10(highest)) - 1));
        }

        double tick(int decade) {
            return Math.pow(10, 1.0 + decade);
        }

        double y(double value) {
            double decade = Math.log10(Math.max(value, tick(0))) - 1;
            return top + PANEL - decade / decades * PANEL;
        }
    }

    private record Stretch(String name, List<Second> seconds) {
        long first() {
            return seconds.getFirst().epochSecond();
        }

        long last() {
            return seconds.getLast().epochSecond();
        }
    }

    private record Point(double x, double y) {}

    private final List<Stretch> stretches;
    private final long begin;
    private final long end;
    private final StringBuilder svg = new StringBuilder();

    private Plot(List<Passage> passages) {
        this.stretches = passages.stream()
                .map(passage -> new Stretch(passage.name(), Timeline.of(passage)))
                .toList();
        this.begin = stretches.stream().mapToLong(Stretch::first).min().orElse(0);
        this.end = stretches.stream().mapToLong(Stretch::last).max().orElse(1) + 1;
    }

    /** The drawing; empty where nothing was sent. */
    static String of(List<Passage> passages) {
        return passages.isEmpty() ? "" : new Plot(passages).draw();
    }

    private String draw() {
        int height = TOP + PANEL + GAP + PANEL + 30;
        add(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Orders a second and milliseconds, over time\">",
                WIDTH, height);
        stretches.forEach(this::shade);
        Scale throughput =
                Scale.upTo(highest(second -> Math.max(second.due(), second.ended())), "orders a second", TOP);
        Scale latency = Scale.upTo(highest(second -> second.toDecided().p99()), "ms to CONFIRMED", TOP + PANEL + GAP);
        axis(throughput);
        axis(latency);
        for (Stretch stretch : stretches) {
            List<Point> due = new ArrayList<>();
            List<Point> ended = new ArrayList<>();
            List<Point> p50 = new ArrayList<>();
            List<Point> p99 = new ArrayList<>();
            for (Second second : stretch.seconds()) {
                double x = x(second.epochSecond() + 0.5);
                due.add(new Point(x, throughput.y(second.due())));
                ended.add(new Point(x, throughput.y(second.ended())));
                if (second.toDecided().count() > 0) {
                    p50.add(new Point(x, latency.y(second.toDecided().p50())));
                    p99.add(new Point(x, latency.y(second.toDecided().p99())));
                }
            }
            line("due", due);
            line("ended", ended);
            line("p99", p99);
            line("p50", p50);
        }
        legend(TOP, "due", "due", "ended", "saga ended");
        legend(TOP + PANEL + GAP, "p50", "p50", "p99", "p99");
        time(height);
        add("</svg>");
        return svg.toString();
    }

    private void shade(Stretch stretch) {
        double from = x(stretch.first());
        double width = x(stretch.last() + 1.0) - from;
        for (int top : new int[] {TOP, TOP + PANEL + GAP}) {
            add(
                    "<rect class=\"stretch\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s</title></rect>",
                    from, top, width, PANEL, stretch.name());
        }
        if (width > 8 * stretch.name().length()) {
            add(
                    "<text class=\"name\" x=\"%.1f\" y=\"%d\">%s</text>",
                    from + width / 2, TOP + PANEL + 16, stretch.name());
        }
    }

    private double highest(ToDoubleFunction<Second> value) {
        return stretches.stream()
                .flatMap(stretch -> stretch.seconds().stream())
                .mapToDouble(value)
                .max()
                .orElse(1);
    }

    private void axis(Scale scale) {
        add("<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>", LEFT, scale.top() - 10, scale.name());
        for (int decade = 0; decade <= scale.decades(); decade++) {
            double y = scale.y(scale.tick(decade));
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y, y);
            add(
                    "<text class=\"tick\" x=\"%d\" y=\"%.1f\">%s</text>",
                    LEFT - 6, y + 4, Figure.number(scale.tick(decade)));
        }
    }

    private void legend(int top, String firstClass, String first, String secondClass, String second) {
        int x = WIDTH - RIGHT - 190;
        add(
                "<path class=\"%s\" d=\"M%d %dh18\"/><text class=\"key\" x=\"%d\" y=\"%d\">%s</text>",
                firstClass, x, top - 14, x + 24, top - 10, first);
        add(
                "<path class=\"%s\" d=\"M%d %dh18\"/><text class=\"key\" x=\"%d\" y=\"%d\">%s</text>",
                secondClass, x + 90, top - 14, x + 114, top - 10, second);
    }

    private void time(int height) {
        long step = Math.max(10, (end - begin) / 10 / 10 * 10);
        for (long second = 0; second <= end - begin; second += step) {
            add("<text class=\"name\" x=\"%.1f\" y=\"%d\">%d s</text>", x(begin + second), height - 8, second);
        }
    }

    private void line(String style, List<Point> points) {
        if (points.isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(text(path.isEmpty() ? "M%.1f %.1f" : "L%.1f %.1f", point.x(), point.y()));
        }
        add("<path class=\"%s\" d=\"%s\"/>", style, path);
    }

    private double x(double epochSecond) {
        return LEFT + (epochSecond - begin) / (end - begin) * (WIDTH - LEFT - RIGHT);
    }

    private void add(String format, Object... values) {
        svg.append(text(format, values)).append('\n');
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
