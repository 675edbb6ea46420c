package shop.inventory;

import java.util.Currency;
import java.util.Objects;

/**
 * An amount of money, never negative.
 *
 * @param amount in the currency's minor units: 1299 is EUR 12.99
 * @param currency an ISO 4217 code
 */
public record Money(long amount, Currency currency) {

    public Money {
        Objects.requireNonNull(currency, "money has a currency");
        if (amount < 0) {
            throw new IllegalArgumentException("money is never negative, but was " + amount);
        }
    }
}
