package shop.order;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What a customer asks for. Prices are not the customer's to say. */
public record OrderRequest(
        @NotNull @Valid CustomerId customerId,

        @NotNull @Size(min = 1, max = MAX_LINES) @EachSkuOnce
        List<@NotNull @Valid Line> items,

        @NotNull @Valid ShippingAddress shippingAddress) {

    static final int MAX_LINES = 50;
    static final int MAX_QUANTITY = 1000;

    /** No control characters, and no half of a surrogate pair: neither can be stored as text. */
    static final String PRINTABLE = "[^\\p{Cc}\\p{Cs}]*";

    /** So many pieces of a product. */
    public record Line(
            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
                    message = "must be 1 to 64 letters, digits, '.', '_' or '-'")
            String sku,

            @Min(1) @Max(MAX_QUANTITY) int quantity) {}
}
