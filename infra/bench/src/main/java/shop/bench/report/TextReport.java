package shop.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shop.bench.measure.Latency;
import shop.bench.report.Results.Load;

/** What is printed: the figures, and the tables they come from. */
public final class TextReport {

    private TextReport() {}

    /** All of it, for a terminal. */
    public static String of(Results results, List<Figure> figures) {
        StringBuilder text = new StringBuilder(machine(results)).append("\n\n");
        text.append(Table.ofFigures(figures).text());
        for (Section section : sections(results)) {
            text.append('\n')
                    .append(section.title())
                    .append('\n')
                    .append(section.table().text());
        }
        return text.toString();
    }

    /** A table with a title. */
    record Section(String title, Table table) {}

    static String machine(Results results) {
        Results.Machine machine = results.machine;
        return "%d cores of %s, %d MiB, %s, Java %s; %s run of %s"
                .formatted(
                        machine.cores(),
                        machine.processor(),
                        machine.memoryMiB(),
                        machine.system(),
                        machine.java(),
                        results.plan,
                        results.at);
    }

    static List<Section> sections(Results results) {
        List<Section> sections = new ArrayList<>();
        loads(results, sections);
        processes(results, sections);
        alone(results.alone, sections);
        drain(results.drain, sections);
        overload(results.overload, sections);
        stored(results.stored, sections);
        replicas(results.replicas, sections);
        return sections;
    }

    private static void loads(Results results, List<Section> sections) {
        Table table = Table.withRemarks(
                "orders/s",
                "ended/s",
                "answer p50",
                "p99",
                "CONFIRMED p50",
                "p99",
                "end p50",
                "p99",
                "for",
                "judgement");
        results.search.forEach(load -> add(table, load));
        if (results.held != null) {
            add(table, results.held);
        }
        if (results.half != null) {
            add(table, results.half);
        }
        if (table.rows().size() > 1) {
            sections.add(new Section("Rates, in ms from the time an order was due", table));
        }
    }

    private static void add(Table table, Load load) {
        table.row(
                text("%.0f", load.rate()),
                text("%.0f", load.endedPerSecond()),
                text("%.1f", load.toAnswer().p50()),
                text("%.0f", load.toAnswer().p99()),
                text("%.0f", load.toDecided().p50()),
                text("%.0f", load.toDecided().p99()),
                text("%.0f", load.toEnd().p50()),
                text("%.0f", load.toEnd().p99()),
                text("%.0f s", load.seconds()),
                load.judgement().why());
    }

    private static void processes(Results results, List<Section> sections) {
        Results.Cost cost = results.cost;
        if (cost == null) {
            return;
        }
        Table table = Table.of("", "CPU ms an order", "share", "idle, % of a core", "memory MiB");
        cost.used()
                .cpuMillis()
                .forEach((name, millis) -> table.row(
                        name,
                        text("%.2f", cost.cpuMillis(name)),
                        text("%.0f %%", 100.0 * millis / cost.used().allCpuMillis()),
                        idle(results, name),
                        results.memoryMiB.containsKey(name) ? String.valueOf(results.memoryMiB.get(name)) : ""));
        table.row(
                "together",
                text("%.2f", cost.cpuMillis()),
                "100 %",
                results.idle == null ? "" : text("%.0f", percent(results, results.idle.allCpuMillis())),
                String.valueOf(Results.sum(results.memoryMiB)));
        sections.add(new Section(text("Cost at %.0f orders a second", cost.rate()), table));
    }

    private static String idle(Results results, String name) {
        if (results.idle == null) {
            return "";
        }
        return text("%.0f", percent(results, results.idle.cpuMillis().getOrDefault(name, 0L)));
    }

    private static double percent(Results results, long millis) {
        return millis / 10.0 / results.idleSeconds;
    }

    private static void alone(Results.@Nullable Alone alone, List<Section> sections) {
        if (alone == null) {
            return;
        }
        Table table = Table.of("ms from the request", "orders", "p50", "p95", "p99", "max");
        add(table, "answered", alone.toAnswer());
        add(table, "CONFIRMED, as the service notes it", alone.toDecided());
        add(table, "CONFIRMED, as others see it", alone.seen());
        add(table, "saga ended", alone.toEnd());
        sections.add(new Section("One client alone", table));
    }

    private static void add(Table table, String name, Latency latency) {
        table.row(
                name,
                String.valueOf(latency.count()),
                text("%.1f", latency.p50()),
                text("%.1f", latency.p95()),
                text("%.1f", latency.p99()),
                text("%.1f", latency.max()));
    }

    private static void drain(Results.@Nullable Drain drain, List<Section> sections) {
        if (drain == null) {
            return;
        }
        Table table = Table.of("", "");
        table.row("orders accepted without the participants", String.valueOf(drain.orders()));
        table.row("accepted a second", text("%.0f", drain.acceptedPerSecond()));
        table.row("seconds from the first step to the last end", text("%.1f", drain.seconds()));
        table.row("seconds from the start command", text("%.1f", drain.secondsWithStart()));
        for (Map.Entry<String, Long> each : drain.commands().entrySet()) {
            table.row(each.getKey(), String.valueOf(each.getValue()));
        }
        table.row("commands an order", text("%.2f", drain.commandsPerOrder()));
        table.row("of these sent again", String.valueOf(drain.resent()));
        sections.add(new Section("Drain", table));
    }

    private static void overload(Results.@Nullable Overload overload, List<Section> sections) {
        if (overload == null) {
            return;
        }
        Table table = Table.of("", "");
        table.row("orders a second", text("%.0f", overload.rate()));
        table.row("sent", String.valueOf(overload.sent()));
        table.row("accepted", String.valueOf(overload.accepted()));
        table.row("refused, 429", String.valueOf(overload.refused()));
        table.row("refused, 503", String.valueOf(overload.unavailable()));
        table.row("without an answer", String.valueOf(overload.unanswered()));
        table.row("accepted and not ended", String.valueOf(overload.lost()));
        table.row("ended a second", text("%.0f", overload.endedPerSecond()));
        table.row("to CONFIRMED, p50 ms", text("%.0f", overload.toDecided().p50()));
        table.row("to CONFIRMED, p99 ms", text("%.0f", overload.toDecided().p99()));
        sections.add(new Section("Overload", table));
    }

    private static void stored(Results.@Nullable Stored stored, List<Section> sections) {
        if (stored == null) {
            return;
        }
        Table table = Table.of(
                "orders stored",
                "databases MB",
                "due/s",
                "ended/s",
                "of the first",
                "CPU ms an order",
                "CONFIRMED p50",
                "lost",
                "messages kept",
                "MB",
                "old partitions",
                "dropped");
        for (Results.StoredLevel level : stored.levels()) {
            table.row(
                    String.valueOf(level.orders()),
                    text("%.0f", level.databaseBytes() / 1e6),
                    text("%.0f", level.load().rate()),
                    text("%.0f", level.load().endedPerSecond()),
                    text("%.0f %%", 100 * stored.shareOfFirst(level)),
                    text("%.2f", level.cost().cpuMillis()),
                    text("%.0f", level.load().toDecided().p50()),
                    String.valueOf(level.lost()),
                    String.valueOf(level.messages()),
                    text("%.0f", level.messageBytes() / 1e6),
                    String.valueOf(level.expired()),
                    String.valueOf(level.expired() - level.expiredLeft()));
        }
        sections.add(new Section("More than can be carried, beside orders of former days", table));
    }

    private static void replicas(Results.@Nullable Replicas replicas, List<Section> sections) {
        if (replicas == null) {
            return;
        }
        Load load = replicas.load();
        Table table = Table.of("", "");
        table.row("orders a second", text("%.0f", load.rate()));
        table.row("ended a second", text("%.0f", load.endedPerSecond()));
        table.row("accepted", String.valueOf(replicas.accepted()));
        table.row("accepted and not ended", String.valueOf(replicas.lost()));
        table.row("to CONFIRMED, p50 ms", text("%.0f", load.toDecided().p50()));
        table.row("to CONFIRMED, p99 ms", text("%.0f", load.toDecided().p99()));
        table.row("judgement", load.judgement().why());
        replicas.messages()
                .forEach((service, each) -> table.row(
                        "messages handled by " + service,
                        each.stream().map(String::valueOf).collect(Collectors.joining(" + "))));
        sections.add(new Section("Two replicas of each service", table));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
