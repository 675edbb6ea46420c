package shop.order.saga;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** How a saga's commands stand in its log. */
public final class SagaJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private SagaJson() {}

    /** A command as the log tells it. */
    public record SentCommand(String step, String command, int attempt) {}

    static String writeSends(SagaDefinition definition, List<Send> sends) {
        return text(sends.stream()
                .map(send -> new SentCommand(
                        send.step().wireName(), definition.step(send.step()).message(send.direction()), send.attempt()))
                .toList());
    }

    /** The commands that stand in an entry of the log. */
    public static List<SentCommand> readSends(String json) {
        return List.of(read(json, SentCommand[].class));
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value + " as JSON", e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a stored " + type.getSimpleName(), e);
        }
    }
}
