package shop.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import shop.inventory.InventoryEvent.Reason;
import shop.inventory.StockReservation.State;

/** An order's reservation as others may see it. */
@Path("/reservations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reservations")
class StockReservationResource {

    private final StockReservations reservations;

    StockReservationResource(StockReservations reservations) {
        this.reservations = reservations;
    }

    /** A reservation; {@code sku} is the item it was rejected for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            UUID orderId,
            State state,
            List<Item> items,
            @Nullable Reason reason,
            @Nullable String sku) {

        static View of(StockReservation reservation) {
            return new View(
                    reservation.orderId(),
                    reservation.state(),
                    reservation.items(),
                    reservation.reason(),
                    reservation.rejectedSku());
        }
    }

    @GET
    @Path("/{orderId}")
    @Operation(summary = "An order's reservation")
    @APIResponse(responseCode = "200", description = "The reservation")
    @APIResponse(responseCode = "404", description = "No reservation of this order was asked for")
    public View get(@PathParam("orderId") UUID orderId) {
        return reservations
                .find(orderId)
                .map(View::of)
                .orElseThrow(() -> HttpProblem.valueOf(
                        Status.NOT_FOUND, "No reservation of order %s is known.".formatted(orderId)));
    }
}
