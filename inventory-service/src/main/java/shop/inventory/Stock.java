package shop.inventory;

/**
 * The stock of one product, in pieces.
 *
 * <p>Its books balance at every moment: all that was ever received is on hand or committed, and what is reserved is the
 * sum of the open reservations, never more than what is on hand. A stock that breaks this cannot be made.
 *
 * @param received all that was ever put into stock
 * @param onHand what lies in the warehouse, what is reserved included
 * @param reserved the part of it that is promised to orders
 * @param committed what has left for good with settled orders
 */
public record Stock(long received, long onHand, long reserved, long committed) {

    public Stock {
        if (reserved < 0 || reserved > onHand || committed < 0 || received != onHand + committed) {
            throw new IllegalArgumentException(
                    "stock balances, but of %d received %d are on hand, %d reserved, %d committed"
                            .formatted(received, onHand, reserved, committed));
        }
    }

    /** Stock that was just received, and nothing of it promised. */
    public static Stock of(long quantity) {
        return new Stock(quantity, quantity, 0, 0);
    }

    /** What can still be promised. */
    public long available() {
        return onHand - reserved;
    }

    /**
     * This stock once {@code movement} is carried out.
     *
     * @throws IllegalArgumentException if it does not suffice for it
     */
    public Stock after(Movement movement) {
        return new Stock(
                received,
                onHand + movement.onHandChange(),
                reserved + movement.reservedChange(),
                committed - movement.onHandChange());
    }
}
