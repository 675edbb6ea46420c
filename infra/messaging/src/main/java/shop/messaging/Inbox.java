package shop.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Which messages were carried out already, as the database decides it: an id is fresh in exactly one committed
 * transaction while its partition is kept. An older one counts as fresh; business keys decide effects.
 */
@ApplicationScoped
class Inbox {

    /** In the order of ids, so that two consumers with the same messages wait for each other instead of deadlocking. */
    private static final String INSERT = """
            insert into inbox (message_id)
            select id from unnest(?) as m(id) order by id
            on conflict do nothing
            returning message_id
            """;

    private final Database database;

    Inbox(Database database) {
        this.database = database;
    }

    /** Adds the ids, and returns those that were not there. They may repeat. */
    Set<UUID> addAll(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        UUID[] distinct = ids.stream().distinct().toArray(UUID[]::new);
        return new HashSet<>(database.query(INSERT, row -> row.getObject(1, UUID.class), (Object) distinct));
    }
}
