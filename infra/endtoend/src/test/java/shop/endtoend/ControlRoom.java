package shop.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.StreamSupport;

/** The supervisor's control API, as the page's control room uses it. */
final class ControlRoom {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI supervisor;
    private final String token;

    ControlRoom(int port, String token) {
        this.supervisor = URI.create("http://127.0.0.1:%d/".formatted(port));
        this.token = token;
    }

    boolean allReady() {
        return StreamSupport.stream(processes().spliterator(), false)
                .allMatch(process -> process.get("state").asText().equals("ready"));
    }

    /** How much time a process has had on the processors since it began. */
    Duration cpuTime(String process) {
        long pid = StreamSupport.stream(processes().spliterator(), false)
                .filter(each -> each.get("name").asText().equals(process))
                .mapToLong(each -> each.get("pid").asLong())
                .findFirst()
                .orElseThrow();
        return ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
    }

    /** Begins to send mixed orders at a rate, and returns the burst's id. */
    String beginBurst(int count, int ordersPerSecond) {
        String wish = "{\"count\": %d, \"rate\": %d, \"kind\": \"mixed\"}".formatted(count, ordersPerSecond);
        return send(request("bursts").POST(BodyPublishers.ofString(wish)))
                .get("id")
                .asText();
    }

    /** How far a burst is. */
    JsonNode burst(String id) {
        return send(request("bursts/" + id));
    }

    private JsonNode processes() {
        return send(request("status")).get("processes");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(supervisor.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT);
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            return JSON.readTree(
                    HTTP.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request.build().uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
