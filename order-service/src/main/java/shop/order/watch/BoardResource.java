package shop.order.watch;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import shop.order.CustomerId;
import shop.order.OrderStatus;

/** All orders at one moment, to start watching from. */
@Path("/board")
@RunOnVirtualThread
@Tag(name = "Streams")
class BoardResource {

    private final Board board;

    BoardResource(Board board) {
        this.board = board;
    }

    @GET
    @Operation(
            summary = "Counts and the newest orders, in one snapshot",
            description =
                    "`/events?after=` with the board's cursor goes on from just that snapshot. The filters choose "
                            + "among the newest; the counts are of all orders.")
    public BoardView board(
            @QueryParam("status") @Nullable OrderStatus status,
            @QueryParam("customerId") @Pattern(regexp = CustomerId.FORM) @Nullable String customerId,
            @QueryParam("needsAttention") @DefaultValue("false") boolean needsAttention,
            @QueryParam("limit") @DefaultValue("100") @Min(0) @Max(200) int limit)
            throws InterruptedException {
        CustomerId customer = customerId == null ? null : new CustomerId(customerId);
        return board.at(new Board.Wanted(limit, status, customer, needsAttention));
    }
}
