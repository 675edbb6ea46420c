package shop.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import shop.bench.load.Schedule;
import shop.bench.measure.Passage;
import shop.bench.report.Results;
import shop.local.environment.Environment;

/** Two replicas of each service: what they hold together, who does how much of it, and that nothing is lost between them. */
final class Replicas {

    static final Map<String, Integer> COUNTS =
            Environment.SERVICES.stream().collect(Collectors.toMap(Function.identity(), _ -> 2));

    /** How many messages a replica has handled, by its channels. */
    private static final String HANDLED = "shop_messages_batch_size_sum";

    private final BenchEnvironment environment;
    private final Stand stand;
    private final Plan plan;

    Replicas(BenchEnvironment environment, Stand stand, Plan plan) {
        this.environment = environment;
        this.stand = stand;
        this.plan = plan;
    }

    /** @param rate to be held */
    Results.Replicas measure(double rate) throws IOException, SQLException, InterruptedException {
        Map<String, List<Long>> before = handled();
        Passage passage = stand.send("replicas", Schedule.open(rate, plan.held()));
        Map<String, List<Long>> messages = new LinkedHashMap<>();
        handled().forEach((service, each) -> {
            List<Long> earlier = before.getOrDefault(service, List.of());
            List<Long> since = new ArrayList<>();
            for (int i = 0; i < each.size(); i++) {
                since.add(each.get(i) - earlier.get(i));
            }
            messages.put(service, since);
        });
        return new Results.Replicas(Results.Load.of(passage), passage.accepted().count(), passage.missing(), messages);
    }

    private Map<String, List<Long>> handled() throws IOException {
        Map<String, List<Long>> handled = new LinkedHashMap<>();
        for (String service : Environment.SERVICES) {
            List<Long> each = new ArrayList<>();
            for (URI replica : environment.addresses(service)) {
                try (InputStream metrics = replica.resolve("/q/metrics").toURL().openStream()) {
                    each.add(sum(new String(metrics.readAllBytes(), StandardCharsets.UTF_8), HANDLED));
                }
            }
            handled.put(service, each);
        }
        return handled;
    }

    /** The sum of a metric over all its labels, from what Prometheus is told. */
    static long sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                .sum();
    }
}
