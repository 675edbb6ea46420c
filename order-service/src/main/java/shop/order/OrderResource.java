package shop.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import shop.messaging.Outbox;
import shop.order.Placing.Outcome;
import shop.order.Placing.Wish;
import shop.order.saga.SagaDecision;
import shop.order.saga.SagaHistory;
import shop.order.saga.SagaInput;
import shop.order.saga.SagaRunner;
import shop.order.saga.SagaView;
import shop.order.saga.Stimulus;

/** Orders over HTTP: place one, look at it, see how far its saga is, cancel it. */
@Path("/orders")
class OrderResource {

    private static final Logger LOG = Logger.getLogger("shop.order");

    private final Admission admission;
    private final Intake intake;
    private final Orders orders;
    private final SagaRunner runner;
    private final SagaHistory history;
    private final Outbox outbox;

    OrderResource(
            Admission admission, Intake intake, Orders orders, SagaRunner runner, SagaHistory history, Outbox outbox) {
        this.admission = admission;
        this.intake = intake;
        this.orders = orders;
        this.runner = runner;
        this.history = history;
        this.outbox = outbox;
    }

    /** A page of orders, the newest first; {@code next}, where there is one, is the next page's {@code cursor}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<OrderView> items, @Nullable String next) {}

    /** Runs on the event loop, where nothing may block: the answer is written when {@link Intake} has it. */
    @POST
    @NonBlocking
    @Operation(summary = "Place an order: 201 promises that it reaches its one final outcome")
    public CompletionStage<RestResponse<OrderView>> place(
            @Valid @NotNull OrderRequest request,
            @HeaderParam("Idempotency-Key")
                    @Pattern(regexp = "[\\x21-\\x7e]{1,128}", message = "must be 1 to 128 visible ASCII characters")
                    @Nullable
                    String idempotencyKey,
            @HeaderParam("traceparent") @Nullable String traceparent,
            @Context UriInfo uri) {
        admission.refusal().ifPresent(closed -> {
            throw later(429, "Too many orders", closed.why() + " Nothing was done.", closed.retryAfterSeconds());
        });
        URI base = uri.getBaseUri(); // asked for here, since the request is not to be read on another thread
        try {
            return intake.place(new Wish(request, idempotencyKey, Traceparent.orNew(traceparent)))
                    .handle((outcome, failure) -> {
                        if (failure != null) {
                            throw problem(failure);
                        }
                        return answer(outcome, base);
                    });
        } catch (Intake.Full e) {
            throw later(429, "Too many orders", "More orders arrive than can be stored. Nothing was done.", 1);
        }
    }

    @GET
    @RunOnVirtualThread
    @Operation(summary = "Orders, the newest first")
    public Page list(
            @QueryParam("status") @Nullable OrderStatus status,
            @QueryParam("customerId") @Pattern(regexp = CustomerId.FORM) @Nullable String customerId,
            @QueryParam("cursor") @Nullable UUID cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        CustomerId customer = customerId == null ? null : new CustomerId(customerId);
        List<OrderView> found = orders.newest(status, customer, cursor, limit + 1).stream()
                .map(OrderView::of)
                .toList();
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(
                        found.subList(0, limit), found.get(limit - 1).orderId().toString());
    }

    @GET
    @RunOnVirtualThread
    @Path("/{id}")
    @Operation(summary = "An order and its status")
    public OrderView get(UUID id) {
        return orders.findByIdOptional(id).map(OrderView::of).orElseThrow(() -> notFound(id));
    }

    @GET
    @RunOnVirtualThread
    @Path("/{id}/saga")
    @Operation(summary = "How far an order's saga is, and how it came there")
    public SagaView saga(UUID id) {
        return history.of(id).orElseThrow(() -> notFound(id));
    }

    @POST
    @RunOnVirtualThread
    @Path("/{id}/cancel")
    @Operation(summary = "Cancel an order: 202 promises that it will end CANCELLED, 409 that it is too late")
    @Transactional
    public RestResponse<OrderView> cancel(UUID id) {
        Order order = orders.findByIdOptional(id).orElseThrow(() -> notFound(id));
        Stimulus cancel = new Stimulus.Asked(id, new SagaInput.CancelRequested(SagaRunner.now()));
        SagaRunner.Ran ran = runner.run(List.of(cancel));
        outbox.append(ran.messages());
        return switch (ran.decisions().getFirst()) {
            case SagaDecision.Refused refused -> throw tooLate(refused);
            case SagaDecision.Advanced advanced -> RestResponse.accepted(OrderView.of(order));
            case SagaDecision.Stale stale -> RestResponse.accepted(OrderView.of(order));
            case SagaDecision.Postponed postponed ->
                throw new IllegalStateException("a cancel of order " + id + " cannot be put off");
        };
    }

    private static RestResponse<OrderView> answer(Outcome outcome, URI base) {
        return switch (outcome) {
            case Outcome.Placed placed -> {
                LOG.debugf(
                        "order_id=%s type=ORDER_PLACED to=PENDING",
                        placed.order().orderId());
                yield created(placed.order(), base).build();
            }
            case Outcome.Replayed replayed ->
                created(replayed.order(), base)
                        .header("Idempotent-Replayed", "true")
                        .build();
            case Outcome.KeyReused reused ->
                throw unprocessable(
                        "Idempotency key used before", "This Idempotency-Key stood for another request before.");
            case Outcome.UnknownSkus unknown ->
                throw unprocessable("Unknown product", "No such product: " + String.join(", ", unknown.skus()));
            case Outcome.MixedCurrencies mixed ->
                throw unprocessable(
                        "Mixed currencies", "One order is paid in one currency, not in " + mixed.currencies());
        };
    }

    /** What the failure to place an order is answered with; an exception of {@link Placing} is for its own mapper. */
    private static RuntimeException problem(Throwable failure) {
        return switch (failure) {
            case Intake.Undecided undecided ->
                later(
                        503,
                        "Not known yet",
                        "Whether the order was stored is not known. Send the same again, with the same Idempotency-Key.",
                        1);
            case RuntimeException other -> other;
            default -> new IllegalStateException(failure);
        };
    }

    private static HttpProblem later(int status, String title, String detail, int retryAfterSeconds) {
        return HttpProblem.builder()
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail)
                .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds))
                .build();
    }

    private static RestResponse.ResponseBuilder<OrderView> created(OrderView order, URI base) {
        return RestResponse.ResponseBuilder.<OrderView>created(base.resolve("/orders/" + order.orderId()))
                .entity(order);
    }

    private static HttpProblem tooLate(SagaDecision.Refused refused) {
        String detail = switch (refused.refusal()) {
            case PAST_PIVOT -> "The order is confirmed and will be fulfilled.";
            case ALREADY_REJECTED -> "The order is being rejected already.";
            case ENDED -> "The order has its final outcome already.";
        };
        return HttpProblem.valueOf(Response.Status.CONFLICT, detail);
    }

    private static HttpProblem unprocessable(String title, String detail) {
        return HttpProblem.builder()
                .withStatus(422)
                .withTitle(title)
                .withDetail(detail)
                .build();
    }

    private static HttpProblem notFound(UUID id) {
        return HttpProblem.valueOf(Response.Status.NOT_FOUND, "There is no order " + id + ".");
    }
}
