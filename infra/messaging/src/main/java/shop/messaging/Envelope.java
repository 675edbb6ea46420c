package shop.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the CloudEvents envelope from a record's headers. Total: whatever a record holds, it is either readable, and
 * then everything in the message is bounded and storable, or unreadable with a reason.
 */
final class Envelope {

    static final String ID = "ce_id";
    static final String SPECVERSION = "ce_specversion";
    static final String TYPE = "ce_type";
    static final String CAUSATION_ID = "ce_causationid";
    static final String TRACEPARENT = "ce_traceparent";
    static final String STEP = "ce_step";
    static final String ATTEMPT = "ce_attempt";

    static final int MAX_KEY_LENGTH = 255;
    static final int MAX_TYPE_LENGTH = 255;
    private static final int MAX_STEP_LENGTH = 64;
    private static final int UUID_LENGTH = 36;
    private static final Pattern W3C_TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private Envelope() {}

    /** Why a record cannot be read; never leaves this class but as the reason in {@link Received.Unreadable}. */
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String reason) {
            super(reason, null, false, false);
        }
    }

    static Received read(ConsumerRecord<String, String> record) {
        try {
            Headers headers = record.headers();
            IncomingMessage message = read(
                    record.topic(),
                    record.key(),
                    record.value(),
                    name -> Optional.ofNullable(headers.lastHeader(name))
                            .map(Header::value)
                            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                            .orElse(null));
            return new Received.Readable(record, message);
        } catch (UnreadableException e) {
            return new Received.Unreadable(record, String.valueOf(e.getMessage()));
        }
    }

    /** Reads a message that was readable when it was parked. */
    static IncomingMessage reread(
            String topic, @Nullable String key, String payload, Function<String, @Nullable String> header) {
        try {
            return read(topic, key, payload, header);
        } catch (UnreadableException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static IncomingMessage read(
            String topic, @Nullable String key, @Nullable String payload, Function<String, @Nullable String> header)
            throws UnreadableException {
        String version = header.apply(SPECVERSION);
        if (!"1.0".equals(version)) {
            throw new UnreadableException(version == null ? "no " + SPECVERSION : SPECVERSION + " is not 1.0");
        }
        if (payload == null) {
            throw new UnreadableException("no body");
        }
        if (isLongerThan(Outbox.MAX_PAYLOAD_BYTES, payload)) {
            throw new UnreadableException("the body is longer than " + Outbox.MAX_PAYLOAD_BYTES + " bytes");
        }
        return new IncomingMessage(
                required(ID, id(ID, header.apply(ID))),
                topic,
                required("key", text("key", key, MAX_KEY_LENGTH)),
                required(TYPE, text(TYPE, header.apply(TYPE), MAX_TYPE_LENGTH)),
                id(CAUSATION_ID, header.apply(CAUSATION_ID)),
                traceparent(header.apply(TRACEPARENT)),
                text(STEP, header.apply(STEP), MAX_STEP_LENGTH),
                attempt(header.apply(ATTEMPT)),
                payload);
    }

    private static <T> T required(String name, @Nullable T value) throws UnreadableException {
        if (value == null) {
            throw new UnreadableException("no " + name);
        }
        return value;
    }

    private static @Nullable UUID id(String name, @Nullable String value) throws UnreadableException {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            if (value.length() == UUID_LENGTH) {
                return UUID.fromString(value);
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(name + " is not a UUID");
        }
        throw new UnreadableException(name + " is not a UUID");
    }

    private static @Nullable String text(String name, @Nullable String value, int maxLength)
            throws UnreadableException {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > maxLength) {
            throw new UnreadableException("%s is longer than %d characters".formatted(name, maxLength));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new UnreadableException(name + " holds control characters");
        }
        return value;
    }

    /** A trace context that is none only costs the trace. */
    private static @Nullable String traceparent(@Nullable String value) {
        return value != null && W3C_TRACEPARENT.matcher(value).matches() ? value : null;
    }

    private static int attempt(@Nullable String value) throws UnreadableException {
        if (value == null || value.isEmpty()) {
            return 1;
        }
        try {
            int attempt = Integer.parseInt(value);
            if (attempt >= 1) {
                return attempt;
            }
        } catch (NumberFormatException e) {
            throw new UnreadableException(ATTEMPT + " is not a number");
        }
        throw new UnreadableException(ATTEMPT + " is below 1");
    }

    /** Counts bytes only where the number of characters leaves it open. */
    private static boolean isLongerThan(int maxBytes, String text) {
        if (text.length() > maxBytes) {
            return true;
        }
        return text.length() > maxBytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > maxBytes;
    }
}
