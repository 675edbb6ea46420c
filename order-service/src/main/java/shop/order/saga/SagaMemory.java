package shop.order.saga;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shop.order.OrderStatus;
import shop.order.saga.SagaState.Attention;
import shop.order.saga.SagaState.Ending;

/**
 * How the kernel's state is stored: as small JSON, since it is read and written once for every answer. What is null, zero
 * or follows from the rest is left out, and times are microseconds since 1970. Written and read token by token: a mapper's
 * reflection cost more than everything the kernel does.
 *
 * <p>Reads what earlier builds stored, with times as text, and skips what it does not know.
 */
final class SagaMemory {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_LENGTH = 700;

    private SagaMemory() {}

    static String write(SagaState state) {
        StringWriter text = new StringWriter(TYPICAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            new Writer(json).state(state);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + state + " as JSON", e);
        }
        return text.toString();
    }

    /** @throws IllegalStateException if it is no state of a saga */
    static SagaState read(String stored) {
        try (JsonParser json = JSON.createParser(stored)) {
            return new Reader(json).state();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("cannot read a stored saga", e);
        }
    }

    private record Writer(JsonGenerator json) {

        void state(SagaState state) throws IOException {
            json.writeStartObject();
            json.writeStringField("definition", state.definition());
            json.writeNumberField("version", state.version());
            json.writeStringField("phase", state.phase().name());
            json.writeNumberField("stage", state.stage());
            json.writeArrayFieldStart("steps");
            for (StepState step : state.steps()) {
                step(step);
            }
            json.writeEndArray();
            Ending ending = state.ending();
            if (ending != null) {
                json.writeObjectFieldStart("ending");
                json.writeStringField("status", ending.status().name());
                text("reason", ending.reason());
                json.writeEndObject();
            }
            Attention attention = state.attention();
            if (attention != null) {
                json.writeObjectFieldStart("attention");
                json.writeStringField("why", attention.why());
                time("since", attention.since());
                json.writeEndObject();
            }
            time("startedAt", state.startedAt());
            time("expiresAt", state.expiresAt());
            time("endedAt", state.endedAt());
            time("nextDeadline", state.nextDeadline());
            json.writeNumberField("sequence", state.sequence());
            json.writeEndObject();
        }

        private void step(StepState step) throws IOException {
            json.writeStartObject();
            json.writeStringField("name", step.name().name());
            json.writeStringField("progress", step.progress().name());
            if (step.attempt() != 0) {
                json.writeNumberField("attempt", step.attempt());
            }
            time("firstSentAt", step.firstSentAt());
            if (!Objects.equals(step.lastSentAt(), step.firstSentAt())) {
                time("lastSentAt", step.lastSentAt());
            }
            time("dueAt", step.dueAt());
            time("answeredAt", step.answeredAt());
            text("reason", step.reason());
            text("detail", step.detail());
            text("error", step.error());
            json.writeEndObject();
        }

        private void time(String field, @Nullable Instant time) throws IOException {
            if (time != null) {
                json.writeNumberField(field, ChronoUnit.MICROS.between(Instant.EPOCH, time));
            }
        }

        private void text(String field, @Nullable String text) throws IOException {
            if (text != null) {
                json.writeStringField(field, text);
            }
        }
    }

    private record Reader(JsonParser json) {

        SagaState state() throws IOException {
            String definition = null;
            int version = 0;
            SagaPhase phase = null;
            int stage = 0;
            List<StepState> steps = new ArrayList<>();
            Ending ending = null;
            Attention attention = null;
            Instant startedAt = null;
            Instant expiresAt = null;
            Instant endedAt = null;
            Instant nextDeadline = null;
            long sequence = 0;
            expect(JsonToken.START_OBJECT, json.nextToken());
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "definition" -> definition = json.getText();
                    case "version" -> version = json.getIntValue();
                    case "phase" -> phase = SagaPhase.valueOf(json.getText());
                    case "stage" -> stage = json.getIntValue();
                    case "steps" -> {
                        expect(JsonToken.START_ARRAY, value);
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            steps.add(step());
                        }
                    }
                    case "ending" -> ending = ending();
                    case "attention" -> attention = attention();
                    case "startedAt" -> startedAt = time(value);
                    case "expiresAt" -> expiresAt = time(value);
                    case "endedAt" -> endedAt = time(value);
                    case "nextDeadline" -> nextDeadline = time(value);
                    case "sequence" -> sequence = json.getLongValue();
                    default -> json.skipChildren();
                }
            }
            return new SagaState(
                    required("definition", definition),
                    version,
                    required("phase", phase),
                    stage,
                    steps,
                    ending,
                    attention,
                    required("startedAt", startedAt),
                    required("expiresAt", expiresAt),
                    endedAt,
                    nextDeadline,
                    sequence);
        }

        private StepState step() throws IOException {
            StepName name = null;
            StepProgress progress = null;
            int attempt = 0;
            Instant firstSentAt = null;
            Instant lastSentAt = null;
            Instant dueAt = null;
            Instant answeredAt = null;
            String reason = null;
            String detail = null;
            String error = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "name" -> name = StepName.valueOf(json.getText());
                    case "progress" -> progress = StepProgress.valueOf(json.getText());
                    case "attempt" -> attempt = json.getIntValue();
                    case "firstSentAt" -> firstSentAt = time(value);
                    case "lastSentAt" -> lastSentAt = time(value);
                    case "dueAt" -> dueAt = time(value);
                    case "answeredAt" -> answeredAt = time(value);
                    case "reason" -> reason = json.getText();
                    case "detail" -> detail = json.getText();
                    case "error" -> error = json.getText();
                    default -> json.skipChildren();
                }
            }
            return new StepState(
                    required("name", name),
                    required("progress", progress),
                    attempt,
                    firstSentAt,
                    lastSentAt == null ? firstSentAt : lastSentAt,
                    dueAt,
                    answeredAt,
                    reason,
                    detail,
                    error);
        }

        private Ending ending() throws IOException {
            OrderStatus status = null;
            String reason = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "status" -> status = OrderStatus.valueOf(json.getText());
                    case "reason" -> reason = json.getText();
                    default -> json.skipChildren();
                }
            }
            return new Ending(required("status", status), reason);
        }

        private Attention attention() throws IOException {
            String why = null;
            Instant since = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "why" -> why = json.getText();
                    case "since" -> since = time(value);
                    default -> json.skipChildren();
                }
            }
            return new Attention(required("why", why), required("since", since));
        }

        /** A number, or text as earlier builds wrote it. */
        private Instant time(JsonToken value) throws IOException {
            return value == JsonToken.VALUE_NUMBER_INT
                    ? Instant.EPOCH.plus(json.getLongValue(), ChronoUnit.MICROS)
                    : Instant.parse(json.getText());
        }

        private static void expect(JsonToken wanted, @Nullable JsonToken found) {
            if (found != wanted) {
                throw new IllegalArgumentException("%s where %s was expected".formatted(found, wanted));
            }
        }

        private static <T> T required(String field, @Nullable T value) {
            if (value == null) {
                throw new IllegalArgumentException("no " + field);
            }
            return value;
        }
    }
}
