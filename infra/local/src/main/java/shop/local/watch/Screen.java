package shop.local.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.local.control.ConsumerStatus;
import shop.local.control.Overview;
import shop.local.supervisor.Duties.RelayStatus;
import shop.local.supervisor.ProcessStatus;

/** Draws the board as lines of text, for any size of terminal; 80 by 24 shows everything. */
final class Screen {

    /** Where a customer's name fits beside the rest. */
    private static final int WIDE = 94;

    private static final List<String> STEPS =
            List.of("reserve-stock", "authorize-payment", "arrange-shipment", "capture-payment", "commit-stock");

    private Screen() {}

    /**
     * The whole screen: at most {@code height} lines of at most {@code width} characters.
     *
     * @param overview what the supervisor sees; null while it does not answer
     * @param trouble why order-service is not heard, if so
     */
    static List<String> lines(
            BoardState board,
            @Nullable Overview overview,
            Optional<String> trouble,
            int width,
            int height,
            Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("order saga                                                        q or Ctrl-C ends");
        lines.add(trouble.map(why -> "! " + why).orElse(""));
        lines.add(String.format(
                Locale.ROOT,
                "in flight %,9d   %8.1f/s   p50 %s   p99 %s",
                board.inFlight(),
                board.throughput(now),
                millis(board.latencyMillis(0.5)),
                millis(board.latencyMillis(0.99))));
        lines.add(String.format(
                Locale.ROOT,
                "pending   %,9d   confirmed %,d   rejected %,d   cancelled %,d",
                board.count("PENDING"),
                board.count("CONFIRMED"),
                board.count("REJECTED"),
                board.count("CANCELLED")));
        lines.add("");
        if (overview == null) {
            lines.add("the supervisor does not answer");
        } else {
            processes(overview, lines);
        }
        lines.add("");
        boolean wide = width >= WIDE;
        lines.add("%-39s%sstock pay  ship capt comm".formatted("newest orders", wide ? "customer      " : ""));
        int left = Math.max(0, height - lines.size());
        board.newest(left).forEach(row -> lines.add(line(row, wide)));
        return lines.stream().limit(height).map(line -> cut(line, width)).toList();
    }

    /** The same on one line, for where there is no terminal. */
    static String line(BoardState board, @Nullable Overview overview, Optional<String> trouble, Instant now) {
        String processes = overview == null
                ? "the supervisor does not answer"
                : "relay lag %s, consumer lag %s, %d of %d processes ready"
                        .formatted(
                                known(relayLag(overview), " bytes"),
                                known(consumerLag(overview), ""),
                                overview.processes().stream()
                                        .filter(process -> process.state().equals("ready"))
                                        .count(),
                                overview.processes().size());
        return trouble.map(why -> why + "; ").orElse("")
                + String.format(
                        Locale.ROOT,
                        "in flight %d, %.1f/s, p50 %s, p99 %s, pending %d, confirmed %d, rejected %d, cancelled %d; %s",
                        board.inFlight(),
                        board.throughput(now),
                        millis(board.latencyMillis(0.5)),
                        millis(board.latencyMillis(0.99)),
                        board.count("PENDING"),
                        board.count("CONFIRMED"),
                        board.count("REJECTED"),
                        board.count("CANCELLED"),
                        processes);
    }

    private static void processes(Overview overview, List<String> lines) {
        lines.add("process                state        memory   relay lag   consumer lag");
        for (ProcessStatus process : overview.processes()) {
            Long memory = process.memoryMiB();
            lines.add("%-22s %-10s %8s   %-11s %s"
                    .formatted(
                            process.name(),
                            process.state(),
                            memory == null ? "-" : memory + " MiB",
                            overview.relays().stream()
                                    .filter(relay -> relay.service().equals(process.name()))
                                    .map(Screen::lag)
                                    .findFirst()
                                    .orElse(""),
                            overview.consumers().stream()
                                    .filter(consumer -> consumer.service().equals(process.name()))
                                    .map(consumer -> known(consumer.lag(), ""))
                                    .findFirst()
                                    .orElse("")));
        }
    }

    private static String line(Row row, boolean wide) {
        StringBuilder steps = new StringBuilder();
        STEPS.forEach(step -> steps.append("%-5s".formatted(mark(row.steps().get(step)))));
        return "%s %s %s%s%s"
                .formatted(
                        row.orderId(),
                        row.needsAttention() ? "!" : " ",
                        wide ? "%-14s".formatted(cut(row.customerId(), 13)) : "",
                        steps,
                        row.status().equals("PENDING") ? row.state().toLowerCase(Locale.ROOT) : row.status());
    }

    private static String mark(@Nullable String progress) {
        return switch (Objects.requireNonNullElse(progress, "PENDING")) {
            case "SENT" -> "…";
            case "DONE" -> "●";
            case "REFUSED" -> "✗";
            case "UNDOING" -> "↶";
            case "UNDONE" -> "○";
            default -> "·";
        };
    }

    private static @Nullable Long relayLag(Overview overview) {
        return overview.relays().stream().anyMatch(relay -> relay.lagBytes() < 0)
                ? null
                : Long.valueOf(overview.relays().stream()
                        .mapToLong(RelayStatus::lagBytes)
                        .sum());
    }

    private static @Nullable Long consumerLag(Overview overview) {
        long sum = 0;
        for (ConsumerStatus consumer : overview.consumers()) {
            Long lag = consumer.lag();
            if (lag == null) {
                return null;
            }
            sum += lag;
        }
        return sum;
    }

    private static String lag(RelayStatus relay) {
        return known(relay.lagBytes() < 0 ? null : Long.valueOf(relay.lagBytes()), " B");
    }

    private static String known(@Nullable Long number, String unit) {
        return number == null ? "unknown" : number + unit;
    }

    private static String millis(long millis) {
        return millis < 0 ? "-" : millis < 10_000 ? millis + " ms" : millis / 1000 + " s";
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width);
    }
}
