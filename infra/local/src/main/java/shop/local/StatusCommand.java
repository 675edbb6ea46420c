package shop.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import shop.local.control.ConsumerStatus;
import shop.local.control.Overview;
import shop.local.environment.Environment;
import shop.local.environment.Json;
import shop.local.supervisor.Duties.RelayStatus;
import shop.local.supervisor.ProcessStatus;

/** Shows how every process and every relay is. */
@Command(
        name = "status",
        description = "Show every process, and how far each database's relay and each service's consumers are behind.")
final class StatusCommand implements Callable<Integer> {

    private static final String ROW = "%-21s %s %8s %6s %8s %8s  %s%n";

    @Mixin
    private final HomeOption home = new HomeOption();

    @Option(names = "--json", description = "The same as a JSON list, one object a process.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Environment environment = home.environment();
        Supervision supervision = new Supervision(environment);
        boolean runs =
                supervision.process().isPresent() || !supervision.orphans().isEmpty();
        Overview overview = runs ? supervision.clientOrAdopt().status() : nothingRuns(environment);
        if (json) {
            Console.out().println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(list(overview)));
        } else {
            print(overview, runs);
            printBoard(environment, overview);
        }
        return 0;
    }

    private static Overview nothingRuns(Environment environment) {
        List<ProcessStatus> stopped = environment.servers().stream()
                .map(server -> new ProcessStatus(
                        server.name(),
                        "stopped",
                        null,
                        server.ports().getFirst(),
                        Optional.ofNullable(server.url()).map(String::valueOf).orElse(null),
                        null,
                        null,
                        null,
                        0))
                .toList();
        return new Overview(false, stopped, List.of(), List.of(), List.of());
    }

    /** One object a process; a service's has its relay's and its consumers' state, and Connect's has what was repaired. */
    private static ArrayNode list(Overview overview) throws IOException {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (ProcessStatus process : overview.processes()) {
            ObjectNode node = list.addPOJO(process).objectNode();
            node.setAll((ObjectNode) Json.MAPPER.valueToTree(process));
            overview.relays().stream()
                    .filter(relay -> relay.service().equals(process.name()))
                    .forEach(relay -> node.set("relay", Json.MAPPER.valueToTree(relay)));
            overview.consumers().stream()
                    .filter(consumer -> consumer.service().equals(process.name()))
                    .forEach(consumer -> node.set("consumer", Json.MAPPER.valueToTree(consumer)));
            if (process.name().equals("connect")) {
                node.set("notices", Json.MAPPER.valueToTree(overview.notices()));
            }
            list.set(list.size() - 1, node);
        }
        return list;
    }

    private static void print(Overview overview, boolean runs) {
        Console.out().printf(ROW, "NAME", "STATE     ", "PID", "PORT", "MEMORY", "START", "");
        long total = 0;
        for (ProcessStatus process : overview.processes()) {
            Long memory = process.memoryMiB();
            total += memory == null ? 0 : memory;
            Console.out().print(row(process));
        }
        if (!runs) {
            Console.out().println("\nNothing runs; start it with: infra/saga up --detach");
            return;
        }
        Console.out().printf("%nMemory in all: %d MiB%n", total);
        if (!overview.relays().isEmpty()) {
            Console.out().println("\nRELAY OF              LAG");
            overview.relays().forEach(relay -> Console.out().print(row(relay)));
        }
        if (!overview.consumers().isEmpty()) {
            Console.out().println("\nCONSUMERS OF          LAG");
            overview.consumers().forEach(consumer -> Console.out().print(row(consumer)));
        }
        overview.notices().forEach(notice -> Console.out().println(Console.bold(Console.red("REPAIRED ")) + notice));
    }

    /** Where the page's control room is, while there is an order-service to show it. */
    private static void printBoard(Environment environment, Overview overview) throws IOException {
        Optional<ProcessStatus> orders = overview.processes().stream()
                .filter(process -> process.name().startsWith("order-service"))
                .filter(process -> process.state().equals("ready"))
                .findFirst();
        if (orders.isPresent()) {
            Console.out()
                    .println("\nboard  "
                            + Board.address(environment, orders.get().name()));
        }
    }

    private static String row(ProcessStatus process) {
        Long memory = process.memoryMiB();
        Double start = process.startSeconds();
        String rest = Optional.ofNullable(process.detail())
                .orElse(Optional.ofNullable(process.url()).orElse(""));
        return ROW.formatted(
                process.name(),
                coloured(process.state()),
                process.pid() == null ? "-" : process.pid(),
                process.port(),
                memory == null ? "-" : memory + " MiB",
                start == null ? "-" : String.format(Locale.ROOT, "%.1f s", start),
                process.restarts() == 0 ? rest : rest + " (restarted " + process.restarts() + "×)");
    }

    private static String row(RelayStatus relay) {
        String lag = relay.lagBytes() < 0 ? "unknown" : relay.lagBytes() + " bytes";
        return "%-21s %-14s %s%n".formatted(relay.service(), lag, relay.detail());
    }

    private static String row(ConsumerStatus consumer) {
        Long lag = consumer.lag();
        Integer members = consumer.members();
        return "%-21s %-14s %s%n"
                .formatted(
                        consumer.service(),
                        lag == null ? "unknown" : lag + " messages",
                        members == null ? "" : members + (members == 1 ? " client" : " clients"));
    }

    private static String coloured(String state) {
        String padded = "%-10s".formatted(state);
        return switch (state) {
            case "ready" -> Console.green(padded);
            case "failed", "killed" -> Console.red(padded);
            default -> Console.yellow(padded);
        };
    }
}
