package shop.local.relay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Kafka Connect's REST API, as far as the relay needs it. Each call ends within fifteen seconds. */
final class Connectors {

    /** What Connect says of a connector. */
    record Status(String connector, String task, String trace) {

        boolean failed() {
            return connector.equals("FAILED") || task.equals("FAILED");
        }

        boolean running() {
            return connector.equals("RUNNING") && task.equals("RUNNING");
        }

        /** Someone stopped it on purpose. */
        boolean held() {
            return connector.equals("PAUSED") || connector.equals("STOPPED");
        }
    }

    /**
     * All connectors at one look.
     *
     * @param configs the configuration that each was registered with, by its name
     * @param statuses how each is, by its name; without those of which Connect does not say it yet
     */
    record Seen(Map<String, Map<String, String>> configs, Map<String, Status> statuses) {

        /** Empty if there is none of that name. */
        Optional<Map<String, String>> config(String name) {
            return Optional.ofNullable(configs.get(name));
        }

        /** Empty while Connect does not say it. */
        Optional<Status> status(String name) {
            return Optional.ofNullable(statuses.get(name));
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Connectors(URI url) {
        this.url = url;
    }

    /** Asks after all of them at once. */
    Seen look() throws IOException {
        // Two questions: asked for both, Connect leaves out a connector of which it knows the configuration alone.
        return new Seen(configs(), statuses());
    }

    /** Registers it, or gives it another configuration; the same one again changes nothing. */
    void put(String name, Map<String, String> config) throws IOException {
        require(send("PUT", "/connectors/" + name + "/config", JSON.writeValueAsString(config)));
    }

    /** Starts connector and task again. */
    void restart(String name) throws IOException {
        require(send("POST", "/connectors/" + name + "/restart?includeTasks=true", ""));
    }

    private Map<String, Map<String, String>> configs() throws IOException {
        Map<String, Map<String, String>> configs = new HashMap<>();
        for (Map.Entry<String, JsonNode> each : all("info")) {
            configs.put(
                    each.getKey(),
                    JSON.convertValue(each.getValue().path("config"), new TypeReference<Map<String, String>>() {}));
        }
        return configs;
    }

    private Map<String, Status> statuses() throws IOException {
        Map<String, Status> statuses = new HashMap<>();
        for (Map.Entry<String, JsonNode> each : all("status")) {
            JsonNode connector = each.getValue().path("connector");
            JsonNode task = each.getValue().path("tasks").path(0);
            String trace = task.path("trace").asText(connector.path("trace").asText(""));
            statuses.put(
                    each.getKey(),
                    new Status(
                            connector.path("state").asText("UNASSIGNED"),
                            task.path("state").asText("UNASSIGNED"),
                            trace.lines().findFirst().orElse("")));
        }
        return statuses;
    }

    private Set<Map.Entry<String, JsonNode>> all(String what) throws IOException {
        JsonNode all = JSON.readTree(
                require(send("GET", "/connectors?expand=" + what, "")).body());
        return all.properties().stream()
                .map(each -> Map.entry(each.getKey(), each.getValue().path(what)))
                .collect(Collectors.toSet());
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking Kafka Connect", e);
        }
    }

    private static HttpResponse<String> require(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("Kafka Connect answered %d to %s %s: %s"
                    .formatted(
                            answer.statusCode(),
                            answer.request().method(),
                            answer.request().uri().getPath(),
                            answer.body()));
        }
        return answer;
    }
}
