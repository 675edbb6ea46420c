package shop.local.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import shop.local.environment.Json;

/**
 * How often each answer came that was no acceptance, in words: the status and the problem's title, or why there was no
 * answer. Beyond a few different ones the rest are counted together.
 */
final class BurstAnswers {

    /** Reads what an answer says, but of an acceptance nothing. */
    static final BodyHandler<String> WORDS = answer -> answer.statusCode() / 100 == 2
            ? BodySubscribers.replacing("")
            : BodySubscribers.ofString(StandardCharsets.UTF_8);

    private static final int MOST_DIFFERENT = 10;
    private static final String OTHERS = "other answers";

    private final Duration answeredWithin;
    private final Map<String, Integer> counts = new TreeMap<>();

    BurstAnswers(Duration answeredWithin) {
        this.answeredWithin = answeredWithin;
    }

    /** An answer; its body is a problem document where the service itself has written it. */
    void add(int status, String body) {
        count((status + " " + title(body)).strip());
    }

    /** No answer. */
    void add(Throwable failure) {
        count(words(failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure));
    }

    /** What was counted until now. */
    synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    private synchronized void count(String words) {
        counts.merge(counts.size() < MOST_DIFFERENT || counts.containsKey(words) ? words : OTHERS, 1, Integer::sum);
    }

    private String words(Throwable failure) {
        return switch (failure) {
            case HttpConnectTimeoutException _, ConnectException _ -> "no connection";
            case HttpTimeoutException _ -> "no answer within %d s".formatted(answeredWithin.toSeconds());
            default -> "connection lost";
        };
    }

    private static String title(String body) {
        try {
            return Json.MAPPER.readTree(body).path("title").asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
