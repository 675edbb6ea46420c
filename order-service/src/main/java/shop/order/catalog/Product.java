package shop.order.catalog;

import shop.order.Money;

/** A product as it can be ordered now. */
public record Product(String sku, String name, Money price) {}
