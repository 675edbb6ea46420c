package shop.shipping;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A country parcels are sent to, as the database has it. */
@Immutable
@Entity
@Table(name = "covered_country")
class CoveredCountry {

    /** ISO 3166-1 alpha-2. */
    @Id
    @Column(name = "country")
    String country;

    @Column(name = "served_since")
    Instant servedSince;
}
