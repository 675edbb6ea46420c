package shop.inventory;

/**
 * What has to be done to the stock of one product for an order.
 *
 * @param quantity in pieces, at least 1
 */
public record Movement(Kind kind, String sku, long quantity) {

    /** The three things that happen to stock. */
    public enum Kind {
        /** Promise the pieces to the order. */
        RESERVE,
        /** Take the promise back. */
        RELEASE,
        /** Keep the promise: the pieces leave the stock for good. */
        COMMIT
    }

    /** By how much it changes what is on hand. */
    public long onHandChange() {
        return switch (kind) {
            case RESERVE, RELEASE -> 0;
            case COMMIT -> -quantity;
        };
    }

    /** By how much it changes what is reserved of it. */
    public long reservedChange() {
        return switch (kind) {
            case RESERVE -> quantity;
            case RELEASE, COMMIT -> -quantity;
        };
    }
}
