package shop.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BurstAnswersTest {

    private final BurstAnswers answers = new BurstAnswers(Duration.ofSeconds(10));

    @Test
    void aProblemsTitle_standsBesideItsStatus_andOtherBodiesAreLeftOut() {
        answers.add(429, "{\"title\": \"Too many orders\"}");
        answers.add(429, "{\"title\": \"Too many orders\"}");
        answers.add(502, "<html>Bad gateway</html>");
        answers.add(503, "");

        assertThat(answers.counts()).isEqualTo(Map.of("429 Too many orders", 2, "502", 1, "503", 1));
    }

    @Test
    void noAnswer_saysWhy_howeverItWasWrapped() {
        answers.add(new CompletionException(new HttpTimeoutException("request timed out")));
        answers.add(new CompletionException(new HttpConnectTimeoutException("HTTP connect timed out")));
        answers.add(new ConnectException());
        answers.add(new IOException("HTTP/1.1 header parser received no bytes"));

        assertThat(answers.counts())
                .isEqualTo(Map.of("no answer within 10 s", 1, "no connection", 2, "connection lost", 1));
    }

    @Test
    void manyDifferentAnswers_areCountedTogether() {
        IntStream.range(400, 450).forEach(status -> answers.add(status, ""));

        assertThat(answers.counts()).hasSize(11).containsEntry("other answers", 40);
    }
}
