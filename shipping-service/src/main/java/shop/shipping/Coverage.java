package shop.shipping;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import shop.messaging.Database;

/** The countries parcels are sent to. */
@ApplicationScoped
class Coverage implements PanacheRepositoryBase<CoveredCountry, String> {

    private static final String SERVED_OF = "select country from covered_country where country = any(?)";

    private static final String SERVE = "insert into covered_country (country) values (?) on conflict do nothing";

    private final Database database;

    Coverage(Database database) {
        this.database = database;
    }

    /** Those of {@code countries} that are served; one statement, however many they are. */
    Set<String> servedOf(Set<String> countries) {
        return new HashSet<>(
                database.query(SERVED_OF, row -> row.getString("country"), (Object) countries.toArray(String[]::new)));
    }

    /** Serves a country from now on; one that is served already stays as it is. */
    void serve(String country) {
        database.update(SERVE, country);
    }

    /** At most {@code limit} countries that follow {@code after} in the alphabet. */
    List<CoveredCountry> pageAfter(String after, int limit) {
        return find("country > ?1 order by country", after).page(0, limit).list();
    }
}
