package shop.order.watch;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The stream of all orders. */
@Path("/events")
@RunOnVirtualThread
@Tag(name = "Streams")
class EventsResource {

    private final Streams streams;
    private final SagaLog log;

    EventsResource(Streams streams, SagaLog log) {
        this.streams = streams;
        this.log = log;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "What happens to all sagas, as server-sent events", description = """
                    First the history, then live, in the order of commits as far as one order is concerned. Each event's
                    id is a cursor: sent back as Last-Event-ID to any replica, it goes on without gap or repeat.
                    `event: dropped` ends the stream of a listener that is too slow; it may come again with its cursor.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "A stream without end",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = SagaEvent.class)))
    @APIResponse(responseCode = "400", description = "The cursor is none this service has given")
    @APIResponse(responseCode = "503", description = "Too many streams, or the database is away")
    public void all(
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @QueryParam("after") @Nullable String after,
            @QueryParam("from") @Pattern(regexp = "now", message = "can only be `now`") @Nullable String from,
            @Context RoutingContext exchange) {
        String text = lastEventId == null || lastEventId.isEmpty() ? after : lastEventId;
        Cursor cursor = text == null ? (from == null ? Cursor.at(0) : null) : given(text);
        streams.tellAll(exchange, cursor);
    }

    /** A cursor ahead of everything comes from another database; its owner had better start over. */
    private Cursor given(String text) {
        return Cursor.parse(text)
                .filter(cursor -> cursor.position() <= log.drawn())
                .orElseThrow(() ->
                        HttpProblem.valueOf(Response.Status.BAD_REQUEST, "The cursor is none this service has given."));
    }
}
