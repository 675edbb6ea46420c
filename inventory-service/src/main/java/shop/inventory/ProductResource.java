package shop.inventory;

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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import shop.messaging.operator.OperatorOnly;

/**
 * The products and what is in stock of each. Anyone may look; operators add products, set prices and put pieces into
 * stock. A price is about orders to come: order-service learns of it by message and prices orders from its own copy.
 */
@Path("/products")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Products")
class ProductResource {

    private static final String SKU = "[A-Za-z0-9._-]{1,64}";
    private static final String NAME = "\\P{Cntrl}{1,200}";
    private static final long MAX_PRICE = 1_000_000_000_000L;
    private static final long MAX_QUANTITY = 1_000_000_000L;

    private final Products products;
    private final Stocks stocks;

    ProductResource(Products products, Stocks stocks) {
        this.products = products;
        this.stocks = stocks;
    }

    /** A product with its stock; the price is of one piece, in minor units. */
    record View(String sku, String name, Money price, long version, StockView stock) {

        static View of(Product product, Stock stock) {
            return new View(product.sku, product.name, product.money(), product.version, StockView.of(stock));
        }
    }

    /** Pieces; received = on hand + committed, available = on hand - reserved. */
    record StockView(long received, long onHand, long reserved, long committed, long available) {

        static StockView of(Stock stock) {
            return new StockView(
                    stock.received(), stock.onHand(), stock.reserved(), stock.committed(), stock.available());
        }
    }

    /** A page of products by SKU; {@code next}, where there is one, is the next page's cursor. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<View> items, @Nullable String next) {}

    /** What to add. */
    record NewProduct(
            @NotNull @Pattern(regexp = SKU) String sku,
            @NotBlank @Pattern(regexp = NAME) String name,
            @NotNull @Valid Price price) {}

    /** What one piece costs, in minor units. */
    record Price(
            @Min(1) @Max(MAX_PRICE) long amount, @NotNull Currency currency) {

        Money money() {
            return new Money(amount, currency);
        }
    }

    /** What was delivered; {@code receiptId} is the caller's, so that a repeat adds nothing. */
    record NewReceipt(
            @NotNull UUID receiptId,
            @Min(1) @Max(MAX_QUANTITY) long quantity) {}

    /** What was put into stock. */
    record ReceiptView(UUID receiptId, String sku, long quantity) {}

    /** How many products were told again. */
    record Republished(int products) {}

    @GET
    @Operation(summary = "All products, by SKU")
    public Page list(
            @QueryParam("cursor") @Pattern(regexp = SKU) @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<Product> found = products.pageAfter(cursor == null ? "" : cursor, limit + 1);
        List<Product> page = found.subList(0, Math.min(limit, found.size()));
        Map<String, Stock> stock =
                stocks.find(page.stream().map(product -> product.sku).toList());
        return new Page(
                page.stream().map(product -> view(product, stock)).toList(),
                found.size() > limit ? page.getLast().sku : null);
    }

    @GET
    @Path("/{sku}")
    @Operation(summary = "One product")
    @APIResponse(responseCode = "200", description = "The product")
    @APIResponse(responseCode = "404", description = "There is no such product")
    public View get(@PathParam("sku") @Pattern(regexp = SKU) String sku) {
        Product product = products.findByIdOptional(sku).orElseThrow(() -> unknown(sku));
        return view(product, stocks.find(List.of(sku)));
    }

    @POST
    @OperatorOnly
    @Transactional
    @Operation(summary = "Add a product, with nothing in stock")
    @APIResponse(responseCode = "201", description = "The product")
    @APIResponse(responseCode = "409", description = "There is a product of this SKU already")
    public Response create(@NotNull @Valid NewProduct product) {
        if (!products.create(product.sku(), product.name(), product.price().money())) {
            throw HttpProblem.valueOf(Status.CONFLICT, "There is a product %s already.".formatted(product.sku()));
        }
        return Response.created(UriBuilder.fromResource(ProductResource.class)
                        .path(product.sku())
                        .build())
                .entity(get(product.sku()))
                .build();
    }

    /** Idempotent: the price it has already makes no new version. */
    @PUT
    @Path("/{sku}/price")
    @OperatorOnly
    @Transactional
    @Operation(summary = "Set a product's price")
    @APIResponse(responseCode = "200", description = "The product")
    @APIResponse(responseCode = "404", description = "There is no such product")
    public View reprice(@PathParam("sku") @Pattern(regexp = SKU) String sku, @NotNull @Valid Price price) {
        products.reprice(sku, price.money());
        return get(sku);
    }

    /** Once for each receipt: the same one again is answered as it was. */
    @POST
    @Path("/{sku}/stock")
    @OperatorOnly
    @Transactional
    @Operation(summary = "Put pieces into stock, once for each receiptId")
    @APIResponse(responseCode = "201", description = "The receipt")
    @APIResponse(responseCode = "200", description = "The receipt that was added earlier")
    @APIResponse(responseCode = "404", description = "There is no such product")
    @APIResponse(responseCode = "422", description = "Another product or quantity under the same receiptId")
    public Response receive(@PathParam("sku") @Pattern(regexp = SKU) String sku, @NotNull @Valid NewReceipt receipt) {
        if (products.findByIdOptional(sku).isEmpty()) {
            throw unknown(sku);
        }
        ReceiptView view = new ReceiptView(receipt.receiptId(), sku, receipt.quantity());
        return switch (stocks.receive(receipt.receiptId(), sku, receipt.quantity())) {
            case ADDED -> Response.status(Status.CREATED).entity(view).build();
            case REPEATED -> Response.ok(view).build();
            case CONTRADICTED ->
                throw HttpProblem.builder()
                        .withStatus(422)
                        .withTitle("Unprocessable Content")
                        .withDetail("This receiptId stands for another product or quantity already.")
                        .build();
        };
    }

    @POST
    @Path("/republish")
    @Consumes(MediaType.WILDCARD)
    @OperatorOnly
    @Operation(summary = "Tell every product again, for readers whose copy is lost")
    public Republished republish() {
        return new Republished(products.republish());
    }

    private static View view(Product product, Map<String, Stock> stock) {
        return View.of(product, Objects.requireNonNull(stock.get(product.sku), "a product has a stock"));
    }

    private static HttpProblem unknown(String sku) {
        return HttpProblem.valueOf(Status.NOT_FOUND, "There is no product %s.".formatted(sku));
    }
}
