package shop.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Json;

/**
 * Follows order-service: a snapshot, then the stream of all orders from just there. When the connection breaks it takes
 * another snapshot, of the next replica, as soon as there is one: counts are exact again, whatever was missed.
 */
public final class BoardFeed implements AutoCloseable {

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
    private static final long RETRY_MILLIS = 500;
    /** A live stream shows every ten seconds that it is. */
    private static final Duration SILENT_AFTER = Duration.ofSeconds(15);

    private static final String DATA = "data: ";

    private final List<URI> replicas;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECTED_WITHIN).build();
    private final BoardState state = new BoardState();
    private final Thread thread;
    private @Nullable String trouble = "connecting";
    private Instant heardAt = Instant.now();
    private volatile boolean closed;

    /** Begins to follow. */
    public BoardFeed(List<URI> replicas) {
        this.replicas = List.copyOf(replicas);
        this.thread = Thread.ofVirtual().name("board").start(this::follow);
    }

    /** Reads what is known, while nothing is added. */
    synchronized <T> T look(Function<BoardState, T> reader) {
        return reader.apply(state);
    }

    /** Why nothing is heard at present, if so. */
    synchronized Optional<String> trouble() {
        long silentFor = Duration.between(heardAt, Instant.now()).toSeconds();
        return trouble == null && silentFor > SILENT_AFTER.toSeconds()
                ? Optional.of("order-service says nothing for %d s".formatted(silentFor))
                : Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        http.shutdownNow();
    }

    private void follow() {
        for (int turn = 0; !closed; turn++) {
            URI replica = replicas.get(turn % replicas.size());
            try {
                follow(replica);
                note("the stream ended; reconnecting");
            } catch (IOException e) {
                note("order-service does not answer (%s); reconnecting"
                        .formatted(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(RETRY_MILLIS).toNanos());
        }
    }

    private void follow(URI replica) throws IOException, InterruptedException {
        HttpResponse<InputStream> board = get(replica.resolve("/board?limit=100"));
        JsonNode snapshot;
        try (InputStream body = board.body()) {
            snapshot = Json.MAPPER.readTree(body);
        }
        begin(snapshot);
        String cursor = snapshot.path("cursor").asText();
        try (InputStream stream =
                        get(replica.resolve("/events?after=" + cursor)).body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
                hear(line);
            }
        }
    }

    private HttpResponse<InputStream> get(URI uri) throws IOException, InterruptedException {
        // The request's own time-out may cover the whole stream, which has no end.
        var answer = http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = answer.get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                response.body().close();
                throw new IOException("status " + response.statusCode());
            }
            return response;
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + ANSWERED_WITHIN.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause().getMessage()), e);
        }
    }

    private synchronized void begin(JsonNode snapshot) {
        state.begin(snapshot);
        heardAt = Instant.now();
        trouble = null;
    }

    private synchronized void hear(String line) throws IOException {
        heardAt = Instant.now();
        if (line.startsWith(DATA)) {
            JsonNode event = Json.MAPPER.readTree(line.substring(DATA.length()));
            if (event.hasNonNull("orderId")) {
                state.add(event, heardAt);
            }
        }
    }

    private synchronized void note(String what) {
        trouble = what;
    }
}
