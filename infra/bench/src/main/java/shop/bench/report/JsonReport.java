package shop.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import shop.bench.measure.Passage;
import shop.bench.measure.Timeline;
import shop.local.environment.Json;

/** Everything that was measured, for programs. */
public final class JsonReport {

    private JsonReport() {}

    /** {@code figures} with their verdicts, {@code results}, and {@code timeline} second by second. */
    public static void write(Path file, Results results, List<Figure> figures, List<Passage> passages)
            throws IOException {
        ObjectNode all = Json.MAPPER.createObjectNode();
        ArrayNode table = all.putArray("figures");
        for (Figure figure : figures) {
            ObjectNode row = Json.MAPPER.valueToTree(figure);
            table.add(row.put("verdict", figure.verdict().name()));
        }
        all.set("results", Json.MAPPER.valueToTree(results));
        ArrayNode timeline = all.putArray("timeline");
        for (Passage passage : passages) {
            ObjectNode each = timeline.addObject().put("name", passage.name());
            each.set("seconds", Json.MAPPER.valueToTree(Timeline.of(passage)));
        }
        Files.write(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
    }
}
