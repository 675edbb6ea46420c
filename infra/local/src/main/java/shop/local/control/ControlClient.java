package shop.local.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import shop.local.environment.Json;
import shop.local.supervisor.ProcessCommand;
import shop.local.supervisor.ProcessStatus;

/** Talks to a supervisor's control API. */
public final class ControlClient {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    /** A stop may take its process's whole stop timeout, and a repair longer. */
    private static final int READ_TIMEOUT_MILLIS = 120_000;

    private final int port;
    private final String token;

    public ControlClient(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** All that {@code status} shows. */
    public Overview status() throws IOException {
        return Json.MAPPER.treeToValue(send("GET", "/status"), Overview.class);
    }

    /**
     * Has something done to a process.
     *
     * @throws IOException with the supervisor's own words if it refuses
     */
    public ProcessStatus command(String name, ProcessCommand command) throws IOException {
        return Json.MAPPER.treeToValue(
                send("POST", "/processes/" + segment(name) + "/" + command.text()), ProcessStatus.class);
    }

    /** Has one relay repaired; answers what was done. */
    public String repairRelay(String service) throws IOException {
        return send("POST", "/relays/" + segment(service) + "/repair")
                .path("result")
                .asText();
    }

    /** Asks the supervisor to stop everything; returns at once. */
    public void stop() throws IOException {
        send("POST", "/stop");
    }

    private JsonNode send(String method, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        connection.setReadTimeout(READ_TIMEOUT_MILLIS);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        try {
            int status = connection.getResponseCode();
            InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            JsonNode body = stream == null ? Json.MAPPER.nullNode() : Json.MAPPER.readTree(stream);
            if (status >= 400) {
                throw new IOException(body.path("error").asText("the supervisor answered " + status));
            }
            return body;
        } finally {
            connection.disconnect();
        }
    }

    private static String segment(String name) {
        return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8);
    }
}
