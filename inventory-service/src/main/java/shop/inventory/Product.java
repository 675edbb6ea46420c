package shop.inventory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Currency;
import org.hibernate.annotations.Immutable;

/**
 * A product, as the database has it. Each change must count its version up and be told to others, which
 * {@link Products} does in SQL, so this is for reading.
 */
@Immutable
@Entity
@Table(name = "product")
class Product {

    @Id
    @Column(name = "sku")
    String sku;

    @Column(name = "name")
    String name;

    /** Of one piece, in minor units. */
    @Column(name = "price")
    long price;

    /** ISO 4217. */
    @Column(name = "currency")
    String currency;

    /** Counts the changes, from 1. */
    @Column(name = "version")
    long version;

    Money money() {
        return new Money(price, Currency.getInstance(currency));
    }
}
