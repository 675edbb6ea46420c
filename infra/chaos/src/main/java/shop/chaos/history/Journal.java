package shop.chaos.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.local.environment.Json;

/**
 * A history read again: invocations and answers put together, faults from beginning to end.
 *
 * @param began null where the load never began
 * @param rested null where the campaign was broken off before
 */
public record Journal(
        Event.@Nullable Began began,
        List<Call> calls,
        List<FaultStory> faults,
        List<Event.Sampled> samples,
        List<Event.Observed> observations,
        List<Event.Repeated> repetitions,
        Event.@Nullable Rested rested) {

    private static final Answer NEVER_ANSWERED = Answer.indeterminate(0, "no end was noted");

    public Journal {
        calls = List.copyOf(calls);
        faults = List.copyOf(faults);
        samples = List.copyOf(samples);
        observations = List.copyOf(observations);
        repetitions = List.copyOf(repetitions);
    }

    /** Reads a history file. */
    public static Journal read(Path file) throws IOException {
        List<Event> events = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            while (line != null) {
                String next = reader.readLine();
                try {
                    events.add(Json.MAPPER.readValue(line, Event.class));
                } catch (JsonProcessingException e) {
                    if (next != null) {
                        throw new IOException("a line of %s is not an event: %s".formatted(file, line), e);
                    }
                    // The last line may have been cut short.
                }
                line = next;
            }
        }
        return of(events);
    }

    /** Puts events together. */
    public static Journal of(List<Event> events) {
        Map<Long, Call> calls = new LinkedHashMap<>();
        Map<Integer, FaultStory> faults = new LinkedHashMap<>();
        List<Event.Sampled> samples = new ArrayList<>();
        List<Event.Observed> observations = new ArrayList<>();
        List<Event.Repeated> repetitions = new ArrayList<>();
        Event.Began began = null;
        Event.Rested rested = null;
        for (Event event : events) {
            switch (event) {
                case Event.Began first -> began = first;
                case Event.Invoked(Instant at, long call, Request request) ->
                    calls.put(call, new Call(call, request, at, null, NEVER_ANSWERED));
                case Event.Answered(Instant at, long call, Answer answer) ->
                    calls.computeIfPresent(
                            call, (_, open) -> new Call(call, open.request(), open.invokedAt(), at, answer));
                case Event.FaultBegan(Instant at, int fault, String kind, String target) ->
                    faults.put(fault, new FaultStory(fault, kind, target, at, null, null, null, null, null));
                case Event.FaultTookEffect effect ->
                    faults.computeIfPresent(effect.fault(), (_, story) -> tookEffect(story, effect));
                case Event.FaultHealed healed ->
                    faults.computeIfPresent(healed.fault(), (_, story) -> healed(story, healed));
                case Event.FaultFailed failed ->
                    faults.computeIfPresent(failed.fault(), (_, story) -> failed(story, failed));
                case Event.Sampled sample -> samples.add(sample);
                case Event.Observed observed -> observations.add(observed);
                case Event.Repeated repeated -> repetitions.add(repeated);
                case Event.Rested last -> rested = last;
            }
        }
        return new Journal(
                began,
                List.copyOf(calls.values()),
                List.copyOf(faults.values()),
                samples,
                observations,
                repetitions,
                rested);
    }

    private static FaultStory tookEffect(FaultStory story, Event.FaultTookEffect effect) {
        return new FaultStory(
                story.number(),
                story.kind(),
                story.target(),
                story.beganAt(),
                effect.at(),
                effect.evidence(),
                story.endedAt(),
                story.healedAt(),
                story.error());
    }

    private static FaultStory healed(FaultStory story, Event.FaultHealed healed) {
        return new FaultStory(
                story.number(),
                story.kind(),
                story.target(),
                story.beganAt(),
                story.tookEffectAt(),
                story.evidence(),
                healed.endedAt(),
                healed.at(),
                story.error());
    }

    private static FaultStory failed(FaultStory story, Event.FaultFailed failed) {
        return new FaultStory(
                story.number(),
                story.kind(),
                story.target(),
                story.beganAt(),
                story.tookEffectAt(),
                story.evidence(),
                story.endedAt(),
                story.healedAt(),
                failed.error());
    }
}
