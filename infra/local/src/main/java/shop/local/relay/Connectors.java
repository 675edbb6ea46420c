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
import java.util.Map;
import java.util.Optional;

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

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    Connectors(URI url) {
        this.url = url;
    }

    /** The configuration it was registered with, or empty if there is none of that name. */
    Optional<Map<String, String>> config(String name) throws IOException {
        HttpResponse<String> answer = send("GET", "/connectors/" + name + "/config", "");
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        return Optional.of(JSON.readValue(require(answer).body(), new TypeReference<Map<String, String>>() {}));
    }

    /** How it is, or empty while Connect does not say. */
    Optional<Status> status(String name) throws IOException {
        HttpResponse<String> answer = send("GET", "/connectors/" + name + "/status", "");
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        JsonNode status = JSON.readTree(require(answer).body());
        JsonNode task = status.path("tasks").path(0);
        String trace =
                task.path("trace").asText(status.path("connector").path("trace").asText(""));
        return Optional.of(new Status(
                status.path("connector").path("state").asText("UNASSIGNED"),
                task.path("state").asText("UNASSIGNED"),
                trace.lines().findFirst().orElse("")));
    }

    /** Registers it, or gives it another configuration; the same one again changes nothing. */
    void put(String name, Map<String, String> config) throws IOException {
        require(send("PUT", "/connectors/" + name + "/config", JSON.writeValueAsString(config)));
    }

    /** Starts connector and task again. */
    void restart(String name) throws IOException {
        require(send("POST", "/connectors/" + name + "/restart?includeTasks=true", ""));
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
