package shop.messaging.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import shop.messaging.ParkedMessages;
import shop.messaging.ParkedMessages.Parked;
import shop.messaging.Replay;

/**
 * The messages this service could not read or carry out, for operators: listed newest first, and replayed one by one.
 *
 * <p>A replay hands the message to its handler again, past the inbox: business keys decide whether it still has an
 * effect. 404 for an unknown id; 409 for one that was unreadable or was replayed already; 422 if the handler refuses it
 * again, with its error; 503 if the database cannot be reached in time.
 */
@Path("/parked")
@OperatorOnly
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Parked messages")
public class ParkedResource {

    private static final int SHOWN_PAYLOAD_LENGTH = 4_096;

    private final ParkedMessages parked;
    private final Replay replay;

    ParkedResource(ParkedMessages parked, Replay replay) {
        this.parked = parked;
        this.replay = replay;
    }

    /** One page; {@code next} is missing on the last. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<Item> items, @Nullable String next) {}

    /** A parked message as shown: of the body, at most the first 4,096 characters. */
    public record Item(
            long id,
            @Nullable UUID messageId,
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            @Nullable String type,
            String error,
            Instant parkedAt,
            int replays,
            @Nullable Instant replayedAt,
            boolean replayable,
            String payload) {

        static Item of(Parked parked) {
            String payload = new String(parked.payload(), StandardCharsets.UTF_8);
            return new Item(
                    parked.id(),
                    parked.messageId(),
                    parked.topic(),
                    parked.partition(),
                    parked.offset(),
                    parked.key(),
                    parked.type(),
                    parked.error(),
                    parked.parkedAt(),
                    parked.replays(),
                    parked.replayedAt(),
                    parked.replayable(),
                    payload.substring(0, Math.min(payload.length(), SHOWN_PAYLOAD_LENGTH)));
        }
    }

    /** What a replay led to: how many messages the handler sent in reply. */
    public record Replayed(long id, String result, int answers) {}

    @GET
    @Operation(summary = "List parked messages, newest first")
    public Page list(
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit, @QueryParam("cursor") String cursor) {
        List<Parked> found = parked.page(cursor == null ? Long.MAX_VALUE : decode(cursor), limit + 1);
        List<Parked> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? encode(page.getLast().id()) : null;
        return new Page(page.stream().map(Item::of).toList(), next);
    }

    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Hand a parked message to its handler again")
    public Replayed replay(@PathParam("id") long id) {
        return switch (replay.replay(id)) {
            case Replay.Result.CarriedOut(var answers) -> new Replayed(id, "CARRIED_OUT", answers);
            case Replay.Result.Unknown() ->
                throw problem(Response.Status.NOT_FOUND, "There is no parked message " + id + ".");
            case Replay.Result.NotReplayable(var reason) -> throw problem(Response.Status.CONFLICT, reason);
            case Replay.Result.Refused(var error) ->
                throw HttpProblem.builder()
                        .withStatus(422)
                        .withTitle("Unprocessable Content")
                        .withDetail("The handler refuses it again: " + error)
                        .build();
            case Replay.Result.Unavailable(var error) ->
                throw problem(Response.Status.SERVICE_UNAVAILABLE, "Try again later: " + error);
        };
    }

    private static HttpProblem problem(Response.Status status, String detail) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(status.getReasonPhrase())
                .withDetail(detail)
                .build();
    }

    private static String encode(long id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(id).getBytes(StandardCharsets.US_ASCII));
    }

    private static long decode(String cursor) {
        try {
            return Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw problem(Response.Status.BAD_REQUEST, "The cursor is none this service has given.");
        }
    }
}
