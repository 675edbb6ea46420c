package shop.order.catalog;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What can be ordered, and at which price. */
@Path("/products")
@RunOnVirtualThread
class ProductResource {

    private final Products products;

    ProductResource(Products products) {
        this.products = products;
    }

    /** A page of products by SKU; {@code next}, where there is one, is the next page's {@code cursor}. */
    record Page(List<Product> items, @Nullable String next) {}

    @GET
    @Operation(summary = "The products that can be ordered, by SKU")
    public Page list(
            @QueryParam("cursor") @DefaultValue("") @Size(max = 64) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<Product> found = products.page(cursor, limit + 1);
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(found.subList(0, limit), found.get(limit - 1).sku());
    }
}
