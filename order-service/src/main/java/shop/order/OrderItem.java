package shop.order;

/** So many pieces of a product, at the price the product had when the order was placed. */
public record OrderItem(String sku, int quantity, Money unitPrice) {}
