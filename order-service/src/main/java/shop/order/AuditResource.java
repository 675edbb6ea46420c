package shop.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import shop.messaging.Database;
import shop.messaging.JsonBody;
import shop.messaging.operator.Audit;
import shop.messaging.operator.OperatorOnly;
import shop.order.saga.SagaHistory;
import shop.order.saga.SagaPhase;
import shop.order.watch.EndedSagas;

/** What an auditor compares with the other services' books: sums, and what was promised for each order. Reads only. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@OperatorOnly
@RunOnVirtualThread
@Tag(name = "Audit")
class AuditResource {

    private static final String CONFIRMED = """
            select total_currency as currency, count(*) as n, sum(total_amount) as amount
              from orders
             where status = 'CONFIRMED'
             group by total_currency
             order by total_currency
            """;

    private static final String NEEDS_ATTENTION = "select count(*) from saga where needs_attention";

    private static final Audit.Source<Details> ORDERS =
            new Audit.Source<>("""
            select o.id, o.customer_id, o.status, o.reason, o.tracking_number, o.total_amount, o.total_currency,
                   o.items, o.placed_at, o.decided_at,
                   s.state, s.needs_attention, s.memory
              from orders o
              left join saga s on s.order_id = o.id
            """, "o.id", AuditResource::details, Details::orderId);

    private final Database database;
    private final Audit audit;
    private final EndedSagas ended;

    AuditResource(Database database, Audit audit, EndedSagas ended) {
        this.database = database;
        this.audit = audit;
        this.ended = ended;
    }

    /**
     * All books at one moment.
     *
     * @param orders how many there are of each status
     * @param sagas how many there are in each state: as many as orders
     * @param confirmed what was promised, by currency
     * @param needsAttention how many sagas an operator should look at
     * @param parked messages that wait for an operator
     */
    record Sums(
            Instant at,
            List<Audit.Count> orders,
            List<Audit.Count> sagas,
            List<ConfirmedSum> confirmed,
            long needsAttention,
            long parked) {}

    /** The totals of all confirmed orders in a currency, in minor units. */
    record ConfirmedSum(String currency, long count, long amount) {}

    /**
     * One order and its saga.
     *
     * @param state the saga's; missing where there is none, which must not be
     * @param endedAt when the saga ended; missing while it has not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Details(
            UUID orderId,
            String customerId,
            OrderStatus status,
            @Nullable String reason,
            @Nullable String trackingNumber,
            Money total,
            List<OrderItem> items,
            @Nullable SagaPhase state,
            boolean needsAttention,
            Instant placedAt,
            @Nullable Instant decidedAt,
            @Nullable Instant endedAt) {}

    @GET
    @Operation(summary = "Sums and counts at one moment")
    public Sums sums() {
        return audit.atOneMoment(at -> new Sums(
                at,
                audit.counts("orders", "status"),
                audit.counts("saga", "state"),
                database.query(CONFIRMED, AuditResource::confirmed),
                database.query(NEEDS_ATTENTION, row -> row.getLong(1)).getFirst(),
                audit.parked()));
    }

    @GET
    @Path("/orders")
    @Operation(
            summary = "What was promised for each order: chosen ones, as they ended, or all by their ids",
            description = "`endedAfter` is `0`, `now`, or the `next` of such a page: sagas in the order in which they"
                    + " ended, none left out, none twice.")
    public Audit.Page<Details> orders(
            @BeanParam @Valid Audit.Question question,
            @QueryParam("endedAfter")
                    @Pattern(regexp = "now|[0-9]{1,18}", message = "is none this service has given")
                    @Nullable
                    String endedAfter) {
        return endedAfter == null ? audit.orders(ORDERS, question) : ended(endedAfter, question.limit());
    }

    private Audit.Page<Details> ended(String endedAfter, int limit) {
        EndedSagas.Page page =
                endedAfter.equals("now") ? ended.fromNow() : ended.after(Long.parseLong(endedAfter), limit);
        return audit.inOrder(ORDERS, page.orderIds(), String.valueOf(page.next()));
    }

    private static ConfirmedSum confirmed(ResultSet row) throws SQLException {
        return new ConfirmedSum(row.getString("currency"), row.getLong("n"), row.getLong("amount"));
    }

    private static Details details(ResultSet row) throws SQLException {
        String state = row.getString("state");
        String memory = row.getString("memory");
        return new Details(
                row.getObject("id", UUID.class),
                row.getString("customer_id"),
                OrderStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getString("tracking_number"),
                new Money(row.getLong("total_amount"), row.getString("total_currency")),
                List.of(JsonBody.read(row.getString("items"), OrderItem[].class)),
                state == null ? null : SagaPhase.valueOf(state),
                row.getBoolean("needs_attention"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                instant(row, "decided_at"),
                memory == null ? null : SagaHistory.endedAt(memory));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
