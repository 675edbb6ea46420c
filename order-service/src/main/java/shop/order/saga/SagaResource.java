package shop.order.saga;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import shop.messaging.Outbox;
import shop.messaging.operator.OperatorOnly;

/** Sagas as operators see them: which are stuck, and send again what they wait for. */
@Path("/sagas")
@OperatorOnly
@RunOnVirtualThread
class SagaResource {

    private final SagaHistory history;
    private final SagaRunner runner;
    private final Outbox outbox;

    SagaResource(SagaHistory history, SagaRunner runner, Outbox outbox) {
        this.history = history;
        this.runner = runner;
        this.outbox = outbox;
    }

    /** A page of sagas, the newest first; {@code next}, where there is one, is the next page's {@code cursor}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<SagaView> items, @Nullable String next) {}

    @GET
    @Operation(summary = "Sagas, the newest first, without their history")
    public Page list(
            @QueryParam("state") @Nullable SagaPhase state,
            @QueryParam("needsAttention") @Nullable Boolean needsAttention,
            @QueryParam("cursor") @Nullable UUID cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<SagaView> found = history.newest(state, needsAttention, cursor, limit + 1);
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(
                        found.subList(0, limit), found.get(limit - 1).orderId().toString());
    }

    @POST
    @Path("/{id}/retry")
    @Operation(summary = "Send again, at once, every command a saga waits for; 409 if it has ended")
    @Transactional
    public RestResponse<SagaView> retry(UUID id) {
        if (history.of(id).isEmpty()) {
            throw notFound(id);
        }
        Stimulus retry = new Stimulus.Asked(id, new SagaInput.RetryRequested(SagaRunner.now()));
        SagaRunner.Ran ran = runner.run(List.of(retry));
        outbox.append(ran.messages());
        if (ran.decisions().getFirst() instanceof SagaDecision.Refused) {
            throw HttpProblem.valueOf(
                    Response.Status.CONFLICT, "The saga has ended: nothing is left to be sent again.");
        }
        return RestResponse.accepted(history.of(id).orElseThrow(() -> notFound(id)));
    }

    private static HttpProblem notFound(UUID id) {
        return HttpProblem.valueOf(Response.Status.NOT_FOUND, "There is no saga of an order " + id + ".");
    }
}
