package shop.payment;

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
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import shop.messaging.Database;
import shop.messaging.operator.Audit;
import shop.messaging.operator.OperatorOnly;
import shop.payment.Payment.State;

/** What an auditor compares with the other services' books: sums, and what was done for each order. Reads only. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
@OperatorOnly
@RunOnVirtualThread
@Tag(name = "Audit")
class AuditResource {

    private static final String BALANCES = """
            select currency,
                   coalesce(sum(balance) filter (where kind = 'CUSTOMER'), 0) as customers,
                   coalesce(sum(held), 0)                                     as held,
                   coalesce(sum(balance) filter (where kind = 'SHOP'), 0)     as shop,
                   coalesce(sum(balance) filter (where kind = 'BANK'), 0)     as bank
              from account
             group by currency
             order by currency
            """;

    private static final String DIFFERENCES = """
            select d.account_id, a.currency, d.balance_difference, d.held_difference
              from ledger_difference d join account a on a.id = d.account_id
             where d.balance_difference <> 0 or d.held_difference <> 0
             order by d.account_id
             limit ?
            """;

    private static final String PAYMENTS = """
            select state, currency, count(*) as n, coalesce(sum(amount), 0) as amount
              from payment
             group by state, currency
             order by state, currency
            """;

    /** What left the customer and what reached the shop is looked up in the ledger's key, order by order. */
    private static final Audit.Source<Details> ORDERS =
            new Audit.Source<>("""
            select p.order_id, p.state, p.customer_id, p.amount, p.currency, p.reason, p.made_at, p.updated_at,
                   l.paid, l.received
              from payment p
             cross join lateral (
                select coalesce(-sum(e.amount) filter (where e.account_id = p.customer_id), 0)          as paid,
                       coalesce(sum(e.amount) filter (where e.account_id = 'shop:' || p.currency), 0) as received
                  from ledger_entry e
                 where e.transfer_id = p.order_id) as l
            """, "p.order_id", AuditResource::details, Details::orderId);

    private final Database database;
    private final Audit audit;

    AuditResource(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * All books at one moment.
     *
     * @param differences of accounts from their entries or from the open holds: none; the first hundred are named
     * @param parked messages that wait for an operator
     */
    record Sums(
            Instant at, List<Balance> balances, List<Difference> differences, List<PaymentSum> payments, long parked) {}

    /** One currency's accounts, in minor units; customers, shop and bank sum to zero. */
    record Balance(String currency, long customers, long held, long shop, long bank) {}

    /** By how much an account has more than its entries, and holds more than its payments say. */
    record Difference(String accountId, String currency, long balanceDifference, long heldDifference) {}

    /** All payments in a state; tombstones have no currency. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PaymentSum(State state, @Nullable String currency, long count, long amount) {}

    /**
     * One order's payment.
     *
     * @param customerId who pays; missing for a tombstone, as is the amount
     * @param paid what the ledger says has left the customer for this order, in minor units
     * @param received what the ledger says has reached the shop
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Details(
            UUID orderId,
            State state,
            @Nullable String customerId,
            @Nullable Money amount,
            @Nullable String reason,
            long paid,
            long received,
            Instant madeAt,
            Instant updatedAt) {}

    @GET
    @Operation(summary = "Sums and counts at one moment")
    public Sums sums() {
        return audit.atOneMoment(at -> new Sums(
                at,
                database.query(BALANCES, AuditResource::balance),
                database.query(DIFFERENCES, AuditResource::difference, Audit.MAX_DIFFERENCES),
                database.query(PAYMENTS, AuditResource::payments),
                audit.parked()));
    }

    @GET
    @Path("/orders")
    @Operation(summary = "What was done for each order: chosen ones, or all by their ids")
    public Audit.Page<Details> orders(@BeanParam @Valid Audit.Question question) {
        return audit.orders(ORDERS, question);
    }

    private static Balance balance(ResultSet row) throws SQLException {
        return new Balance(
                row.getString("currency"),
                row.getLong("customers"),
                row.getLong("held"),
                row.getLong("shop"),
                row.getLong("bank"));
    }

    private static Difference difference(ResultSet row) throws SQLException {
        return new Difference(
                row.getString("account_id"),
                row.getString("currency"),
                row.getLong("balance_difference"),
                row.getLong("held_difference"));
    }

    private static PaymentSum payments(ResultSet row) throws SQLException {
        return new PaymentSum(
                State.valueOf(row.getString("state")),
                row.getString("currency"),
                row.getLong("n"),
                row.getLong("amount"));
    }

    private static Details details(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return new Details(
                row.getObject("order_id", UUID.class),
                State.valueOf(row.getString("state")),
                row.getString("customer_id"),
                currency == null ? null : new Money(row.getLong("amount"), Currency.getInstance(currency)),
                row.getString("reason"),
                row.getLong("paid"),
                row.getLong("received"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
