package shop.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import shop.payment.Payment.State;
import shop.payment.PaymentEvent.Reason;

/** An order's payment as others may see it. Who pays is not among it. */
@Path("/payments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Payments")
class PaymentResource {

    private final Payments payments;

    PaymentResource(Payments payments) {
        this.payments = payments;
    }

    /** A payment without its customer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            UUID orderId,
            State state,
            @Nullable Money amount,
            @Nullable Reason reason) {

        static View of(Payment payment) {
            return new View(payment.orderId(), payment.state(), payment.amount(), payment.reason());
        }
    }

    @GET
    @Path("/{orderId}")
    @Operation(summary = "An order's payment")
    @APIResponse(responseCode = "200", description = "The payment, without its customer")
    @APIResponse(responseCode = "404", description = "No payment of this order was asked for")
    public View get(@PathParam("orderId") UUID orderId) {
        return payments.find(orderId)
                .map(View::of)
                .orElseThrow(() ->
                        HttpProblem.valueOf(Status.NOT_FOUND, "No payment of order %s is known.".formatted(orderId)));
    }
}
