package shop.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final UUID ORDER = UUID.fromString("01a20631-ac3c-7000-8ec4-e15c7c997141");
    private static final String BODY = "{\"orderId\":\"" + ORDER + "\",\"status\":\"PENDING\"}";
    private static final String CREATED =
            "HTTP/1.1 201 Created\r\nLocation: /orders/x\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

    @Test
    void wholeAnswer_isRead_andEveryPartOfItIsNotYet() throws IOException {
        for (int length = 0; length < CREATED.length(); length++) {
            assertThat(read(CREATED.substring(0, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
        assertThat(read(CREATED)).contains(new Answer(201, ORDER));
    }

    @Test
    void namesOfHeaders_areFoundInAnyCase() throws IOException {
        assertThat(read(CREATED.replace("Content-Length", "content-length"))).contains(new Answer(201, ORDER));
    }

    @Test
    void refusal_hasNoOrder() throws IOException {
        assertThat(read("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\ncontent-length: 2\r\n\r\n{}"))
                .contains(new Answer(429, null));
    }

    @Test
    void answerWithoutItsLength_isAnError() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("an answer without its length, status 200");
    }

    @Test
    void somethingElse_isAnError() {
        assertThatThrownBy(() -> read("SSH-2.0-OpenSSH_9.2\r\n\r\n")).isInstanceOf(IOException.class);
    }

    private static Optional<Answer> read(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Answer.read(bytes, bytes.length);
    }
}
