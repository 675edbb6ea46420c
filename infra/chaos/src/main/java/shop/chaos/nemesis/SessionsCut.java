package shop.chaos.nemesis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.local.server.ServiceDatabase;

/** Every connection of a service to its database is cut, in the middle of whatever it does. */
final class SessionsCut implements Fault {

    private static final String CUT = """
            select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = ?
            """;

    private final Site site;
    private final ServiceDatabase database;
    private long cut;

    SessionsCut(Site site, String service) {
        this.site = site;
        this.database = new ServiceDatabase(service);
    }

    @Override
    public void inject() throws Exception {
        Await.until(database.service() + " has connections to cut", Site.READY_WITHIN, () -> {
            try (Connection connection = site.connect(database);
                    PreparedStatement statement = connection.prepareStatement(CUT)) {
                statement.setString(1, database.app());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    cut = row.getLong(1);
                    return cut > 0;
                }
            }
        });
    }

    @Override
    public Optional<String> evidence() {
        return cut > 0 ? Optional.of("%d sessions of %s were cut".formatted(cut, database.app())) : Optional.empty();
    }

    @Override
    public void heal() {}

    @Override
    public void awaitReady() throws Exception {
        for (String replica : site.replicasOf(database.service())) {
            site.awaitReady(replica);
        }
    }
}
