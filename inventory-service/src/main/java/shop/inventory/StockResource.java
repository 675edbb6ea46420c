package shop.inventory;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import shop.messaging.Database;
import shop.messaging.operator.OperatorOnly;

/** The books at a glance, for operators: one statement, and so one moment, over the stock of all products. */
@Path("/stock")
@Produces(MediaType.APPLICATION_JSON)
@OperatorOnly
@RunOnVirtualThread
@Tag(name = "Stock")
class StockResource {

    private static final String BOOKS = """
            select count(*)                     as skus,
                   coalesce(sum(s.received), 0)  as received,
                   coalesce(sum(s.on_hand), 0)   as on_hand,
                   coalesce(sum(s.reserved), 0)  as reserved,
                   coalesce(sum(s.committed), 0) as committed,
                   count(*) filter (where d.received_difference <> 0
                                       or d.reserved_difference <> 0
                                       or d.committed_difference <> 0) as skus_that_differ
              from stock s join stock_difference d on d.sku = s.sku
            """;

    private final Database database;

    StockResource(Database database) {
        this.database = database;
    }

    /**
     * The books of all stock, in pieces.
     *
     * @param skus how many products there are
     * @param received all that was ever put into stock: what is on hand and what is committed
     * @param skusThatDiffer from their receipts, or from the open or the settled reservations: zero
     * @param balanced whether all of that is so
     */
    record Books(
            long skus,
            long received,
            long onHand,
            long reserved,
            long committed,
            long skusThatDiffer,
            boolean balanced) {

        static Books of(long skus, long received, long onHand, long reserved, long committed, long differing) {
            boolean balanced = received == onHand + committed && reserved <= onHand && differing == 0;
            return new Books(skus, received, onHand, reserved, committed, differing, balanced);
        }
    }

    @GET
    @Operation(summary = "The books of all stock")
    public Books books() {
        return database.query(
                        BOOKS,
                        row -> Books.of(
                                row.getLong("skus"),
                                row.getLong("received"),
                                row.getLong("on_hand"),
                                row.getLong("reserved"),
                                row.getLong("committed"),
                                row.getLong("skus_that_differ")))
                .getFirst();
    }
}
