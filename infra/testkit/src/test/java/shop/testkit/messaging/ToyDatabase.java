package shop.testkit.messaging;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import shop.messaging.Database;

/** What the toy's database holds, as the tests ask it. */
@ApplicationScoped
class ToyDatabase {

    private final Database database;

    ToyDatabase(Database database) {
        this.database = database;
    }

    long effectsOf(UUID id) {
        return count("select count(*) from effect where message_id = ?", id);
    }

    long effects() {
        return count("select count(*) from effect");
    }

    long effectiveMessages() {
        return count("select count(distinct message_id) from effect");
    }

    long answersTo(UUID id, String type) {
        return count("select count(*) from outbox where causation_id = ? and type = ?", id, type);
    }

    /** The offsets of what was parked after {@code offset}, in order. */
    List<Long> parkedFrom(long offset) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.query(
                        "select \"offset\" from parked where \"offset\" >= ? order by \"offset\"",
                        row -> row.getLong(1),
                        offset));
    }

    long parkedId(long offset) {
        return count("select max(id) from parked where \"offset\" = ?", offset);
    }

    long count(String sql, Object... parameters) {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        database.query(sql, row -> row.getLong(1), parameters).getFirst());
    }
}
