package shop.chaos.nemesis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.local.server.ServiceDatabase;

/** A service's replication slot is dropped under its relay's hands: whatever was not confirmed is sent by nobody. */
final class SlotDropped implements Fault {

    /** The relay comes back within a second: whoever drops its slot has to be quicker. */
    private static final String DROP = """
            do $$ begin
                for attempt in 1..200 loop
                    perform pg_terminate_backend(active_pid, 5000)
                       from pg_replication_slots where slot_name = '%1$s' and active;
                    begin
                        perform pg_drop_replication_slot('%1$s');
                        return;
                    exception when object_in_use then continue;
                    end;
                end loop;
                raise exception 'the slot was in use at every attempt';
            end $$
            """;

    private final Site site;
    private final ServiceDatabase database;
    private @Nullable String before;
    private boolean dropped;

    SlotDropped(Site site, String service) {
        this.site = site;
        this.database = new ServiceDatabase(service);
    }

    @Override
    public void inject() throws Exception {
        Await.until("there is a slot to be dropped", Site.READY_WITHIN, () -> {
            before = position();
            return before != null;
        });
        try (Connection connection = site.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(DROP.formatted(database.slot()));
            dropped = true;
        }
    }

    @Override
    public Optional<String> evidence() {
        return dropped
                ? Optional.of("the slot %s, which stood at %s, was dropped".formatted(database.slot(), before))
                : Optional.empty();
    }

    @Override
    public void heal() {}

    @Override
    public void awaitReady() throws Exception {
        Await.until("there is a slot again", Site.READY_WITHIN, () -> position() != null);
        site.awaitRelays();
    }

    private @Nullable String position() throws SQLException {
        try (Connection connection = site.connect(database);
                PreparedStatement statement = connection.prepareStatement(
                        "select confirmed_flush_lsn::text from pg_replication_slots where slot_name = ?")) {
            statement.setString(1, database.slot());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
