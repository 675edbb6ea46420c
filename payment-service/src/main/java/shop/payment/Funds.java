package shop.payment;

import java.util.Currency;

/**
 * What a customer has on account.
 *
 * @param currency the account's one currency
 * @param balance in minor units, what is held included
 * @param held the part of it that is promised to orders
 */
public record Funds(Currency currency, long balance, long held) {

    public Funds {
        if (held < 0 || balance < held) {
            throw new IllegalArgumentException(
                    "an account holds no more than it has, but %d of %d are held".formatted(held, balance));
        }
    }

    /** What can still be promised. */
    public long available() {
        return balance - held;
    }

    /**
     * These funds once {@code movement} is carried out.
     *
     * @throws IllegalArgumentException if they do not suffice for it
     */
    public Funds after(Movement movement) {
        return new Funds(currency, balance + movement.balanceChange(), held + movement.heldChange());
    }
}
