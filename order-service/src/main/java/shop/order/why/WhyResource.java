package shop.order.why;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.order.saga.SagaHistory;

/** Why an order's saga waits. */
@Path("/orders/{id}/saga/why")
@RunOnVirtualThread
class WhyResource {

    private final SagaHistory history;
    private final Inquiry inquiry;

    WhyResource(SagaHistory history, Inquiry inquiry) {
        this.history = history;
        this.inquiry = inquiry;
    }

    @GET
    @Operation(summary = "Why an order's saga waits: one cause, its evidence, a sentence; within two seconds or so")
    public Why why(UUID id) throws InterruptedException {
        var saga = history.of(id)
                .orElseThrow(() -> HttpProblem.valueOf(Response.Status.NOT_FOUND, "There is no order " + id + "."));
        return Why.of(id, WhyDecision.decide(inquiry.about(saga)));
    }
}
