package shop.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What order-service answered: just enough of HTTP/1.1 for it. Answers must say how long they are.
 *
 * @param status of HTTP
 * @param orderId of the order, where the body names one
 */
record Answer(int status, @Nullable UUID orderId) {

    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length:");
    private static final byte[] CHUNKED = ascii("\r\ntransfer-encoding:");
    private static final byte[] ORDER_ID = ascii("\"orderId\":\"");
    private static final int UUID_LENGTH = 36;
    private static final int STATUS_AT = 9;
    private static final int NO_BODY = 204;

    /**
     * The answer in the first {@code length} bytes; empty while it is not all there.
     *
     * @throws IOException if it is not such an answer
     */
    static Optional<Answer> read(byte[] bytes, int length) throws IOException {
        int head = find(bytes, 0, length, END_OF_HEAD);
        if (head < 0) {
            return Optional.empty();
        }
        int status = number(bytes, STATUS_AT, head);
        int field = find(bytes, 0, head, CONTENT_LENGTH);
        if (field < 0 && (find(bytes, 0, head, CHUNKED) >= 0 || status != NO_BODY)) {
            throw new IOException("an answer without its length, status " + status);
        }
        int body = head + END_OF_HEAD.length;
        int end = body + (field < 0 ? 0 : number(bytes, field + CONTENT_LENGTH.length, head));
        if (end > length) {
            return Optional.empty();
        }
        int id = find(bytes, body, end, ORDER_ID);
        if (id < 0 || id + ORDER_ID.length + UUID_LENGTH > end) {
            return Optional.of(new Answer(status, null));
        }
        String text = new String(bytes, id + ORDER_ID.length, UUID_LENGTH, StandardCharsets.US_ASCII);
        return Optional.of(new Answer(status, UUID.fromString(text)));
    }

    private static int number(byte[] bytes, int from, int end) throws IOException {
        int at = from;
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        int number = 0;
        int digits = 0;
        for (; at < end && bytes[at] >= '0' && bytes[at] <= '9' && digits < 9; at++, digits++) {
            number = number * 10 + bytes[at] - '0';
        }
        if (digits == 0) {
            throw new IOException("not an answer of HTTP/1.1");
        }
        return number;
    }

    /** Where the pattern, in lower case, begins; upper-case letters count as lower case. */
    private static int find(byte[] bytes, int from, int end, byte[] pattern) {
        for (int i = from; i <= end - pattern.length; i++) {
            int matched = 0;
            while (matched < pattern.length && lower(bytes[i + matched]) == lower(pattern[matched])) {
                matched++;
            }
            if (matched == pattern.length) {
                return i;
            }
        }
        return -1;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
