package shop.shipping;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import shop.messaging.operator.Audit;
import shop.messaging.operator.OperatorOnly;
import shop.shipping.Shipment.State;

/** What an auditor compares with the other services' books: counts, and what was done for each order. Reads only. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@OperatorOnly
@RunOnVirtualThread
@Tag(name = "Audit")
class AuditResource {

    private static final Audit.Source<Details> ORDERS = new Audit.Source<>(
            "select order_id, state, tracking_number, reason, created_at, updated_at from shipment",
            "order_id",
            AuditResource::details,
            Details::orderId);

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    /**
     * All books at one moment.
     *
     * @param parked messages that wait for an operator
     */
    record Sums(Instant at, List<Audit.Count> shipments, long parked) {}

    /** One order's shipment, without its address. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Details(
            UUID orderId,
            State state,
            @Nullable String trackingNumber,
            @Nullable String reason,
            Instant madeAt,
            Instant updatedAt) {}

    @GET
    @Operation(summary = "Sums and counts at one moment")
    public Sums sums() {
        return audit.atOneMoment(at -> new Sums(at, audit.counts("shipment", "state"), audit.parked()));
    }

    @GET
    @Path("/orders")
    @Operation(summary = "What was done for each order: chosen ones, or all by their ids")
    public Audit.Page<Details> orders(@BeanParam @Valid Audit.Question question) {
        return audit.orders(ORDERS, question);
    }

    private static Details details(ResultSet row) throws SQLException {
        return new Details(
                row.getObject("order_id", UUID.class),
                State.valueOf(row.getString("state")),
                row.getString("tracking_number"),
                row.getString("reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
