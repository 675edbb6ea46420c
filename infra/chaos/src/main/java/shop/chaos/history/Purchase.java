package shop.chaos.history;

/**
 * An order of one product, and what should become of it.
 *
 * @param wish why it is placed
 */
public record Purchase(Wish wish, String customer, String sku, int quantity, String country) {

    /** What a purchase is meant to end as, when nobody cancels it. */
    public enum Wish {
        /** Nothing stands against it: it must be confirmed, whatever breaks meanwhile. */
        CONFIRM,
        /** Of something that was never in stock. */
        SOLD_OUT,
        /** By a customer without money. */
        POOR,
        /** To a country that is not served. */
        NOT_SERVED,
        /** Of something of which there are fewer than are asked for: confirmed while it lasts, else out of stock. */
        SCARCE
    }
}
