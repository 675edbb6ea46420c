package shop.order.watch;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The stream of one order. */
@Path("/orders/{id}/events")
@RunOnVirtualThread
@Tag(name = "Streams")
class OrderEventsResource {

    private final Streams streams;
    private final SagaLog log;

    OrderEventsResource(Streams streams, SagaLog log) {
        this.streams = streams;
        this.log = log;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "What happens to one order's saga, as server-sent events", description = """
                    First the history, then live. Each event's id is its sequence, from 1 without gaps: sent back as
                    Last-Event-ID to any replica, it goes on without gap or repeat. `event: end` follows the last entry of
                    a saga that has ended; who comes again after it gets 204, and need not come any more.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "A stream that ends with its saga",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = SagaEvent.class)))
    @APIResponse(responseCode = "204", description = "The saga has ended, and everything was told")
    @APIResponse(responseCode = "404", description = "There is no such order")
    @APIResponse(responseCode = "503", description = "Too many streams, or the database is away")
    public void one(
            UUID id,
            @HeaderParam("Last-Event-ID")
                    @Pattern(regexp = "[0-9]{0,18}", message = "is none this service has given")
                    @Nullable
                    String lastEventId,
            @Context RoutingContext exchange) {
        long after = lastEventId == null || lastEventId.isEmpty() ? 0 : Long.parseLong(lastEventId);
        SagaLog.Known saga = log.known(id);
        if (!saga.exists()) {
            throw HttpProblem.valueOf(Response.Status.NOT_FOUND, "There is no order " + id + ".");
        }
        Long endedWith = saga.endedWith();
        if (endedWith == null || after < endedWith) {
            streams.tellOne(exchange, id, after);
        }
    }
}
