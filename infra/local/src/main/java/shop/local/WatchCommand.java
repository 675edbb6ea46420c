package shop.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import shop.local.control.ControlClient;
import shop.local.environment.Environment;
import shop.local.watch.BoardFeed;
import shop.local.watch.LiveBoard;
import shop.local.watch.Terminal;

/** Shows all sagas on a live board, or one order's as it moves. */
@Command(
        name = "watch",
        description = {
            "Show all sagas, processes and lags on a live board, until q or Ctrl-C;",
            "with an order's id, print each step of its saga as it happens, until it is final."
        })
final class WatchCommand implements Callable<Integer> {

    private static final Set<String> FINAL = Set.of("COMPLETED", "COMPENSATED");
    private static final long POLL_MILLIS = 200;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Mixin
    private final HomeOption home = new HomeOption();

    @Parameters(paramLabel = "ORDER_ID", arity = "0..1", description = "As printed by order.")
    private String orderId = "";

    @Option(names = "--plain", description = "A line every few seconds, as where the output is no terminal.")
    private boolean plain;

    @Override
    public Integer call() throws Exception {
        return orderId.isEmpty() ? board() : oneOrder();
    }

    private int board() throws Exception {
        Environment environment = home.environment();
        ControlClient supervisor = new Supervision(environment).clientOrAdopt();
        try (BoardFeed feed = new BoardFeed(environment.addresses().getOrDefault("order-service", List.of()));
                LiveBoard board = new LiveBoard(feed, supervisor::status)) {
            if (plain || !Boolean.getBoolean("saga.terminal")) {
                board.on(Console.out());
                return 0;
            }
            try (Terminal terminal = new Terminal(Console.out())) {
                board.on(terminal);
            }
        }
        return 0;
    }

    private int oneOrder() throws Exception {
        if (!orderId.matches("[0-9a-fA-F-]{36}")) {
            throw new IllegalArgumentException("not an order id: " + orderId);
        }
        OrderService orders = new OrderService(home.environment().port("order-service"));
        int shown = 0;
        boolean away = false;
        while (true) {
            try {
                JsonNode saga = saga(orders);
                away = false;
                shown = show(saga.path("history"), shown);
                if (FINAL.contains(saga.path("state").asText())) {
                    return end(orders, saga);
                }
            } catch (IOException e) {
                if (!away) {
                    Console.hint("order-service does not answer (%s); watching on".formatted(e.getMessage()));
                }
                away = true;
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    private JsonNode saga(OrderService orders) throws IOException {
        OrderService.Answer answer = orders.saga(orderId);
        if (answer.status() >= 500) {
            throw new IOException(answer.problem());
        }
        if (answer.status() != 200) {
            throw new Failure("order %s cannot be watched: %s".formatted(orderId, answer.problem()));
        }
        return answer.body();
    }

    private static int show(JsonNode history, int shown) {
        for (int i = shown; i < history.size(); i++) {
            Console.out().println(line(history.get(i)));
        }
        return Math.max(shown, history.size());
    }

    /** One decision: when, what, where the saga stands now, why, and the commands that went out in consequence. */
    private static String line(JsonNode entry) {
        List<String> words = new ArrayList<>();
        words.add(timeOfDay(entry.path("at").asText()));
        words.add("%-14s %-17s %-12s"
                .formatted(
                        entry.path("event").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                        entry.path("step").asText(""),
                        entry.path("to").asText()));
        for (String field : List.of("status", "why")) {
            if (!entry.path(field).asText("").isEmpty()) {
                words.add(entry.path(field).asText());
            }
        }
        List<String> commands = new ArrayList<>();
        entry.path("sends").forEach(send -> commands.add(send.path("command").asText()));
        if (!commands.isEmpty()) {
            words.add("→ " + String.join(", ", commands));
        }
        return String.join("  ", words).stripTrailing();
    }

    private static String timeOfDay(String instant) {
        return TIME.format(Instant.parse(instant));
    }

    private int end(OrderService orders, JsonNode saga) throws IOException {
        JsonNode order = orders.order(orderId).body();
        String status = order.path("status").asText("?");
        String reason = order.path("reason").asText("");
        String coloured = status.equals("CONFIRMED") ? Console.green(status) : Console.yellow(status);
        Console.out()
                .println("%s%s, saga %s"
                        .formatted(
                                coloured,
                                reason.isEmpty() ? "" : " (" + reason + ")",
                                saga.path("state").asText()));
        return 0;
    }
}
