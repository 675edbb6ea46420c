package shop.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriBuilder;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import shop.messaging.operator.OperatorOnly;

/** The ledger's accounts, for operators: look, open one, pay something in. A customer's account has the customer's id. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@OperatorOnly
@RunOnVirtualThread
@Tag(name = "Accounts")
class AccountResource {

    private static final String CUSTOMER_ID = "[A-Za-z0-9._-]{1,64}";
    private static final long MAX_DEPOSIT = 1_000_000_000_000_000L;
    private static final int UNPROCESSABLE = 422;

    private final Accounts accounts;
    private final Deposits deposits;

    AccountResource(Accounts accounts, Deposits deposits) {
        this.accounts = accounts;
        this.deposits = deposits;
    }

    /** An account; amounts are in minor units of its currency, and the bank's balance is below zero. */
    record View(String accountId, Account.Kind kind, String currency, long balance, long held, long available) {

        static View of(Account account) {
            return new View(
                    account.id,
                    account.kind,
                    account.currency,
                    account.balance,
                    account.held,
                    account.balance - account.held);
        }
    }

    /** A page of accounts by their ids; {@code next}, where there is one, is the next page's cursor. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<View> items, @Nullable String next) {}

    /** What to open: {@code accountId} is the customer's id. */
    record NewAccount(
            @NotNull @Pattern(regexp = CUSTOMER_ID) String accountId,
            @NotNull Currency currency) {}

    /** What to pay in, in minor units. */
    record NewDeposit(
            @Min(1) @Max(MAX_DEPOSIT) long amount, @NotNull Currency currency) {}

    /** What was paid in. */
    record DepositView(UUID depositId, String accountId, Money amount) {}

    @GET
    @Operation(summary = "All accounts, by their ids")
    public Page list(
            @QueryParam("cursor") @Size(max = 64) @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<View> found = accounts.pageAfter(cursor == null ? "" : cursor, limit + 1).stream()
                .map(View::of)
                .toList();
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(found.subList(0, limit), found.get(limit - 1).accountId());
    }

    @GET
    @Path("/{accountId}")
    @Operation(summary = "One account")
    @APIResponse(responseCode = "200", description = "The account")
    @APIResponse(responseCode = "404", description = "There is no such account")
    public View get(@PathParam("accountId") String accountId) {
        return accounts.findByIdOptional(accountId).map(View::of).orElseThrow(() -> unknown(accountId));
    }

    @POST
    @Transactional
    @Operation(summary = "Open a customer's account, with nothing in it")
    @APIResponse(responseCode = "201", description = "The account")
    @APIResponse(responseCode = "409", description = "The customer has one already")
    public Response open(@NotNull @Valid NewAccount account) {
        if (!accounts.open(account.accountId(), account.currency())) {
            throw HttpProblem.valueOf(Status.CONFLICT, "%s has an account already.".formatted(account.accountId()));
        }
        return Response.created(UriBuilder.fromResource(AccountResource.class)
                        .path(account.accountId())
                        .build())
                .entity(View.of(accounts.findById(account.accountId())))
                .build();
    }

    /** Once for each key: the same key again is answered with the deposit it stands for. */
    @POST
    @Path("/{accountId}/deposits")
    @Transactional
    @Operation(summary = "Pay money into a customer's account, once for each Idempotency-Key")
    @APIResponse(responseCode = "201", description = "The deposit")
    @APIResponse(responseCode = "200", description = "The deposit that was made earlier under this key")
    @APIResponse(responseCode = "404", description = "There is no such customer's account")
    @APIResponse(responseCode = "422", description = "Another currency, or another amount under the same key")
    public Response deposit(
            @PathParam("accountId") String accountId,
            @HeaderParam("Idempotency-Key") @NotBlank @Size(max = 100) String idempotencyKey,
            @NotNull @Valid NewDeposit deposit) {
        Account account = accounts.ofCustomer(accountId).orElseThrow(() -> unknown(accountId));
        String currency = deposit.currency().getCurrencyCode();
        if (!account.currency.equals(currency)) {
            throw unprocessable("%s is held in %s, not in %s.".formatted(accountId, account.currency, currency));
        }
        Money amount = new Money(deposit.amount(), deposit.currency());
        Deposits.Deposit made = deposits.deposit(accountId, idempotencyKey, amount);
        if (!made.amount().equals(amount)) {
            throw unprocessable("This Idempotency-Key stands for a deposit of another amount already.");
        }
        return Response.status(made.repeated() ? Status.OK : Status.CREATED)
                .entity(new DepositView(made.depositId(), accountId, amount))
                .build();
    }

    private static HttpProblem unprocessable(String detail) {
        return HttpProblem.builder()
                .withStatus(UNPROCESSABLE)
                .withTitle("Unprocessable Content")
                .withDetail(detail)
                .build();
    }

    private static HttpProblem unknown(String accountId) {
        return HttpProblem.valueOf(Status.NOT_FOUND, "There is no account %s.".formatted(accountId));
    }
}
