package shop.inventory;

import java.util.Objects;

/**
 * So many pieces of one product.
 *
 * @param quantity at least 1
 */
public record Item(String sku, long quantity) {

    /** Far above what the contract allows, and low enough that no sum of quantities overflows. */
    private static final long MAX_QUANTITY = 1_000_000_000;

    public Item {
        Objects.requireNonNull(sku, "an item names a SKU");
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new IllegalArgumentException(
                    "an item's quantity is 1 to %d, but of %s it is %d".formatted(MAX_QUANTITY, sku, quantity));
        }
    }
}
