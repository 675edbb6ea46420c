package shop.inventory;

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
import shop.inventory.StockReservation.State;
import shop.messaging.Database;
import shop.messaging.JsonBody;
import shop.messaging.operator.Audit;
import shop.messaging.operator.OperatorOnly;

/** What an auditor compares with the other services' books: sums, and what was done for each order. Reads only. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@OperatorOnly
@RunOnVirtualThread
@Tag(name = "Audit")
class AuditResource {

    private static final String STOCK = """
            select count(*)                    as skus,
                   coalesce(sum(received), 0)  as received,
                   coalesce(sum(on_hand), 0)   as on_hand,
                   coalesce(sum(reserved), 0)  as reserved,
                   coalesce(sum(committed), 0) as committed
              from stock
            """;

    private static final String DIFFERENCES = """
            select sku, received_difference, reserved_difference, committed_difference
              from stock_difference
             where received_difference <> 0 or reserved_difference <> 0 or committed_difference <> 0
             order by sku
             limit ?
            """;

    private static final Audit.Source<Details> ORDERS = new Audit.Source<>(
            "select order_id, state, items, reason, made_at, updated_at from stock_reservation",
            "order_id",
            AuditResource::details,
            Details::orderId);

    private final Database database;
    private final Audit audit;

    AuditResource(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * All books at one moment.
     *
     * @param differences of products from their receipts or from the reservations: none; the first hundred are named
     * @param parked messages that wait for an operator
     */
    record Sums(
            Instant at, StockSum stock, List<Difference> differences, List<Audit.Count> reservations, long parked) {}

    /** The stock of all products, in pieces; received = on hand + committed. */
    record StockSum(long skus, long received, long onHand, long reserved, long committed) {}

    /** By how many pieces a product's stock has more than its receipts and reservations say. */
    record Difference(String sku, long receivedDifference, long reservedDifference, long committedDifference) {}

    /**
     * One order's reservation.
     *
     * @param items empty for a tombstone
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Details(
            UUID orderId,
            State state,
            List<Item> items,
            @Nullable String reason,
            Instant madeAt,
            Instant updatedAt) {}

    @GET
    @Operation(summary = "Sums and counts at one moment")
    public Sums sums() {
        return audit.atOneMoment(at -> new Sums(
                at,
                database.query(STOCK, AuditResource::stock).getFirst(),
                database.query(DIFFERENCES, AuditResource::difference, Audit.MAX_DIFFERENCES),
                audit.counts("stock_reservation", "state"),
                audit.parked()));
    }

    @GET
    @Path("/orders")
    @Operation(summary = "What was done for each order: chosen ones, or all by their ids")
    public Audit.Page<Details> orders(@BeanParam @Valid Audit.Question question) {
        return audit.orders(ORDERS, question);
    }

    private static StockSum stock(ResultSet row) throws SQLException {
        return new StockSum(
                row.getLong("skus"),
                row.getLong("received"),
                row.getLong("on_hand"),
                row.getLong("reserved"),
                row.getLong("committed"));
    }

    private static Difference difference(ResultSet row) throws SQLException {
        return new Difference(
                row.getString("sku"),
                row.getLong("received_difference"),
                row.getLong("reserved_difference"),
                row.getLong("committed_difference"));
    }

    private static Details details(ResultSet row) throws SQLException {
        return new Details(
                row.getObject("order_id", UUID.class),
                State.valueOf(row.getString("state")),
                List.of(JsonBody.read(row.getString("items"), Item[].class)),
                row.getString("reason"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
