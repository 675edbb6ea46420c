package shop.order;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is read. It is written set-based, many at once, by {@link Orders}: never through Hibernate. Where it is
 * shipped to is not part of it.
 */
@Entity
@Immutable
@Table(name = "orders")
public class Order extends PanacheEntityBase {

    @Id
    public UUID id;

    @Column(name = "customer_id")
    public String customerId;

    @Enumerated(EnumType.STRING)
    public OrderStatus status;

    /** Why it was rejected; null otherwise. */
    public @Nullable String reason;

    @Column(name = "tracking_number")
    public @Nullable String trackingNumber;

    @Column(name = "total_amount")
    public long totalAmount;

    @Column(name = "total_currency")
    public String totalCurrency;

    @JdbcTypeCode(SqlTypes.JSON)
    public List<OrderItem> items;

    @Column(name = "placed_at")
    public Instant placedAt;

    /** When it got its final status; null while pending. */
    @Column(name = "decided_at")
    public @Nullable Instant decidedAt;
}
