package shop.order.watch;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers 503, and when to come again. Nothing is logged: this is what a limit is for. */
public class Busy {

    @ServerExceptionMapper
    public Response map(BusyException e) {
        return HttpProblem.builder()
                .withStatus(Response.Status.SERVICE_UNAVAILABLE)
                .withTitle(e.title())
                .withDetail(e.getMessage())
                .withHeader(
                        HttpHeaders.RETRY_AFTER, String.valueOf(e.retryAfter().toSeconds()))
                .build()
                .toResponse();
    }
}
