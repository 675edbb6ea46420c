package shop.payment;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import shop.messaging.Database;
import shop.messaging.operator.OperatorOnly;

/** The books at a glance, for operators: one statement, and so one moment, over the whole ledger. */
@Path("/ledger")
@Produces(MediaType.APPLICATION_JSON)
@OperatorOnly
@RunOnVirtualThread
@Tag(name = "Ledger")
class LedgerResource {

    private static final String BOOKS = """
            select a.currency,
                   sum(a.balance) filter (where a.kind = 'CUSTOMER') as customers,
                   sum(a.held)                                       as held,
                   sum(a.balance) filter (where a.kind = 'SHOP')     as shop,
                   sum(a.balance) filter (where a.kind = 'BANK')     as bank,
                   count(*) filter (where d.balance_difference <> 0 or d.held_difference <> 0) as accounts_that_differ,
                   (select count(*)
                      from (select 1 from ledger_entry group by transfer_id having sum(amount) <> 0) as uneven)
                                                                     as uneven_transfers
              from account a join ledger_difference d on d.account_id = a.id
             group by a.currency
             order by a.currency
            """;

    private final Database database;

    LedgerResource(Database database) {
        this.database = database;
    }

    /**
     * One currency's books, in minor units.
     *
     * @param customers what customers have, what is held of it included
     * @param shop what was captured
     * @param bank what came in, as a negative: the three sum to zero
     * @param accountsThatDiffer from their entries, or from the open holds: zero
     * @param unevenTransfers whose entries do not sum to zero, in any currency: zero
     * @param balanced whether all of that is so
     */
    record Books(
            String currency,
            long customers,
            long held,
            long shop,
            long bank,
            long accountsThatDiffer,
            long unevenTransfers,
            boolean balanced) {

        static Books of(String currency, long customers, long held, long shop, long bank, long differing, long uneven) {
            boolean balanced = customers + shop + bank == 0 && differing == 0 && uneven == 0;
            return new Books(currency, customers, held, shop, bank, differing, uneven, balanced);
        }
    }

    @GET
    @Operation(summary = "The books, by currency")
    public List<Books> books() {
        return database.query(
                BOOKS,
                row -> Books.of(
                        row.getString("currency"),
                        row.getLong("customers"),
                        row.getLong("held"),
                        row.getLong("shop"),
                        row.getLong("bank"),
                        row.getLong("accounts_that_differ"),
                        row.getLong("uneven_transfers")));
    }
}
