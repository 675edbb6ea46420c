package shop.chaos;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import shop.chaos.report.Report;
import shop.chaos.sweep.Point;
import shop.chaos.sweep.Row;

/** A sweep's rows for people. */
final class SweepTable {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String FORMAT = "  %-17s %-17s %-17s %-15s %-12s %-23s %7s %5s  %s";
    private static final List<String> HEAD = List.of(
            "step", "message", "service", "boundary", "killed at", "order's end", "seconds", "again", "verdict");

    private SweepTable() {}

    /** The whole table, in the order in which a saga comes past the points. */
    static void print(List<Row> rows) {
        Console.print(FORMAT.formatted(HEAD.toArray()).stripTrailing());
        rows.forEach(row -> Console.print(line(row)));
    }

    /** One row of it. */
    static String line(Row row) {
        return FORMAT.formatted(cells(row).toArray());
    }

    /** The same for the page. */
    static Report.Table table(List<Row> rows) {
        return new Report.Table(
                "Every point at which a service died",
                HEAD,
                rows.stream().map(SweepTable::cells).toList());
    }

    /** A point that was not tried yet. */
    static String line(Point point) {
        return "%-48s %-17s %s"
                .formatted(point.name(), point.step(), point.scenario().inWords());
    }

    private static List<String> cells(Row row) {
        Point point = row.point();
        Duration untilEnd = row.untilEnd();
        return List.of(
                point.step(),
                point.message(),
                point.service(),
                point.boundary().wireName(),
                row.haltedAt() == null
                        ? "not reached"
                        : CLOCK.format(LocalTime.ofInstant(row.haltedAt(), ZoneId.systemDefault())),
                row.end(),
                untilEnd == null ? "" : String.format(Locale.ROOT, "%.1f", untilEnd.toMillis() / 1000.0),
                String.valueOf(row.sentAgain()),
                row.verdict().name().toLowerCase(Locale.ROOT) + (row.why().isEmpty() ? "" : ": " + row.why()));
    }
}
