package shop.local.books;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that must not be.
 *
 * @param amount how much it is about: minor units of a currency, or pieces of a product
 * @param message one sentence for people, with all of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(
        @Nullable UUID orderId,
        @Nullable String account,
        @Nullable String sku,
        @Nullable Long amount,
        String message) {

    static Violation ofOrder(UUID orderId, @Nullable Long amount, String message) {
        return new Violation(orderId, null, null, amount, message);
    }

    static Violation ofAccount(String account, long amount, String message) {
        return new Violation(null, account, null, amount, message);
    }

    static Violation ofSku(String sku, long pieces, String message) {
        return new Violation(null, null, sku, pieces, message);
    }

    static Violation ofSum(long amount, String message) {
        return new Violation(null, null, null, amount, message);
    }
}
