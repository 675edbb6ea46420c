package shop.shipping;

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
import shop.shipping.Shipment.State;
import shop.shipping.ShippingEvent.Reason;

/** An order's shipment as others may see it. The address is not among it. */
@Path("/shipments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Shipments")
class ShipmentResource {

    private final Shipments shipments;

    ShipmentResource(Shipments shipments) {
        this.shipments = shipments;
    }

    /** A shipment without its address. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            UUID orderId,
            State state,
            @Nullable String trackingNumber,
            @Nullable Reason reason) {

        static View of(Shipment shipment) {
            return new View(shipment.orderId(), shipment.state(), shipment.trackingNumber(), shipment.reason());
        }
    }

    @GET
    @Path("/{orderId}")
    @Operation(summary = "An order's shipment")
    @APIResponse(responseCode = "200", description = "The shipment, without its address")
    @APIResponse(responseCode = "404", description = "No shipment of this order was asked for")
    public View get(@PathParam("orderId") UUID orderId) {
        return shipments
                .find(orderId)
                .map(View::of)
                .orElseThrow(() ->
                        HttpProblem.valueOf(Status.NOT_FOUND, "No shipment of order %s is known.".formatted(orderId)));
    }
}
