package shop.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Message bodies as JSON. A reader takes the fields it needs and ignores the others, so that a sender may add some; what
 * it needs and does not find is the reader's to refuse, in its record's constructor.
 */
public final class JsonBody {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private JsonBody() {}

    /** The body as JSON text. */
    public static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot write " + body.getClass().getName() + " as JSON", e);
        }
    }

    /**
     * Reads a body.
     *
     * @throws MalformedMessageException if it is not JSON, or not of this shape
     */
    public static <T> T read(String payload, Class<T> type) {
        try {
            T body = JSON.readValue(payload, type);
            if (body == null) {
                throw new MalformedMessageException("null is no " + type.getSimpleName(), null);
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException(
                    "not a %s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), e);
        }
    }
}
