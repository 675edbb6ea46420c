package shop.order;

/**
 * An amount in a currency's minor units, for example 1999 EUR for 19.99 €.
 *
 * @param amount minor units; never negative
 * @param currency the three letters of ISO 4217
 */
public record Money(long amount, String currency) {

    public Money {
        if (amount < 0 || !currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("not an amount of money: %d %s".formatted(amount, currency));
        }
    }
}
