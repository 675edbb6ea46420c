package shop.messaging;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers a request whose body is JSON of another shape, such as a list for an object, with a problem. Without it the
 * framework answers 400 and says nothing.
 */
@Provider
class MismatchedBodyMapper implements ExceptionMapper<MismatchedInputException> {

    @Override
    public Response toResponse(MismatchedInputException mismatch) {
        return HttpProblem.valueOf(Response.Status.BAD_REQUEST, "The body is not of the shape this request takes.")
                .toResponse();
    }
}
