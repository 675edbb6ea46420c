package shop.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import shop.bench.measure.Passage;
import shop.bench.measure.Timeline;
import shop.bench.measure.Timeline.Second;

/** Throughput and latency over the whole run, drawn as SVG. Colours are CSS variables of the page. */
final class Plot {

    private static final int WIDTH = 1100;
    private static final int LEFT = 56;
    private static final int RIGHT = 12;
    private static final int PANEL = 220;
    private static final int TOP = 34;
    private static final int GAP = 50;
    private static final int TICKS = 4;

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
        double throughput = top(stretches.stream()
                .flatMap(stretch -> stretch.seconds().stream())
                .mapToDouble(second -> Math.max(second.due(), second.ended()))
                .max()
                .orElse(1));
        axis("orders a second", TOP, throughput);
        double latency = top(stretches.stream()
                .flatMap(stretch -> stretch.seconds().stream())
                .mapToDouble(second -> second.toDecided().p99())
                .max()
                .orElse(1));
        axis("ms to CONFIRMED", TOP + PANEL + GAP, latency);
        for (Stretch stretch : stretches) {
            List<Point> due = new ArrayList<>();
            List<Point> ended = new ArrayList<>();
            List<Point> p50 = new ArrayList<>();
            List<Point> p99 = new ArrayList<>();
            for (Second second : stretch.seconds()) {
                double x = x(second.epochSecond() + 0.5);
                due.add(new Point(x, y(second.due(), throughput, TOP)));
                ended.add(new Point(x, y(second.ended(), throughput, TOP)));
                if (second.toDecided().count() > 0) {
                    p50.add(new Point(x, y(second.toDecided().p50(), latency, TOP + PANEL + GAP)));
                    p99.add(new Point(x, y(second.toDecided().p99(), latency, TOP + PANEL + GAP)));
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

    private void axis(String name, int top, double highest) {
        add("<text class=\"title\" x=\"%d\" y=\"%d\">%s</text>", LEFT, top - 10, name);
        for (int i = 0; i <= TICKS; i++) {
            double value = highest * i / TICKS;
            double y = y(value, highest, top);
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y, y);
            add("<text class=\"tick\" x=\"%d\" y=\"%.1f\">%s</text>", LEFT - 6, y + 4, Figure.number(value));
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

    private static double y(double value, double highest, int top) {
        return top + PANEL - value / highest * PANEL;
    }

    /** The next number that is easy to divide by four. */
    private static double top(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1))));
        for (double factor : new double[] {1, 2, 4, 6, 8}) {
            if (value <= factor * unit) {
                return factor * unit;
            }
        }
        return 10 * unit;
    }

    private void add(String format, Object... values) {
        svg.append(text(format, values)).append('\n');
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
