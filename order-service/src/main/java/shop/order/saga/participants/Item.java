package shop.order.saga.participants;

/** So many pieces of a product, as participants are told. */
public record Item(String sku, int quantity) {}
