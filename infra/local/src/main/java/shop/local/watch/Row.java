package shop.local.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One order on the board, and how far each step of its saga is.
 *
 * @param steps the progress of each step, in the saga's order
 * @param sequence of the last entry that is in it
 */
record Row(
        UUID orderId,
        String customerId,
        String status,
        String state,
        boolean needsAttention,
        Map<String, String> steps,
        long sequence) {

    /** As {@code GET /board} shows it. */
    static Row of(JsonNode row) {
        Map<String, String> steps = new LinkedHashMap<>();
        row.path("steps")
                .forEach(step ->
                        steps.put(step.path("step").asText(), step.path("state").asText()));
        return new Row(
                UUID.fromString(row.path("orderId").asText()),
                row.path("customerId").asText(),
                row.path("status").asText(),
                row.path("state").asText(),
                row.path("needsAttention").asBoolean(),
                steps,
                row.path("sequence").asLong());
    }

    /** A new order, from its first event. */
    static Row started(UUID orderId, JsonNode event) {
        return new Row(
                        orderId,
                        event.path("customerId").asText(),
                        "PENDING",
                        event.path("to").asText(),
                        false,
                        Map.of(),
                        0)
                .after(event);
    }

    /** The row once the event happened; the same where it is known already. */
    Row after(JsonNode event) {
        long next = event.path("sequence").asLong();
        if (next <= sequence) {
            return this;
        }
        String to = event.path("to").asText();
        Map<String, String> after = new LinkedHashMap<>(steps);
        String step = event.path("step").asText("");
        switch (event.path("event").asText()) {
            case "STEP_DONE" -> after.put(step, "DONE");
            case "STEP_REFUSED" -> after.put(step, "REFUSED");
            case "STEP_UNDONE" -> after.put(step, "UNDONE");
            default -> {
                // What was sent in consequence tells the rest.
            }
        }
        String asked = to.equals("COMPENSATING") ? "UNDOING" : "SENT";
        event.path("sends").forEach(send -> after.put(send.path("step").asText(), asked));
        boolean failed = event.path("event").asText().equals("STEP_FAILED");
        return new Row(orderId, customerId, event.path("status").asText(status), to, failed, after, next);
    }
}
