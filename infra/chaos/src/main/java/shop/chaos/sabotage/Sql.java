package shop.chaos.sabotage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import shop.chaos.site.Await;
import shop.chaos.site.Site;

/** Corruptions of a database, as its administrator. */
final class Sql {

    private static final Duration HAPPENS_WITHIN = Duration.ofSeconds(60);

    private Sql() {}

    /**
     * Statements about one order of a completed saga; {@code $victim} stands for its id.
     *
     * @param which share of them it is taken from, so that each corruption has its own victim
     */
    static Sabotage.Deed ofCompleted(int which, String statements) {
        return of("order_service", newest("saga", "COMPLETED", which), statements);
    }

    /** The newest order in a state, of one of eight shares: while orders go on ending, a rank would be another's soon. */
    static String newest(String table, String state, int which) {
        if (which < 0 || which > 7) {
            throw new IllegalArgumentException("there are shares 0 to 7, and not " + which);
        }
        return """
                select order_id from %s where state = '%s' and hashtext(order_id::text) & 7 = %d
                 order by order_id desc limit 1
                """.formatted(table, state, which);
    }

    /**
     * Statements about a victim.
     *
     * @param victim a query of one text that will be found again in the violation
     * @param statements in which {@code $victim} stands for that text, in quotes; at least one row must change
     */
    static Sabotage.Deed of(String database, String victim, String statements) {
        return site -> {
            String found =
                    text(site, database, victim).orElseThrow(() -> new IllegalStateException("there is no victim yet"));
            execute(site, database, statements.replace("$victim", "'" + found + "'"));
            return found;
        };
    }

    /** Has the next outbox row that meets a condition vanish as it is written; the victim is its key. */
    static Sabotage.Deed swallowing(String database, String condition) {
        return site -> {
            execute(site, database, """
                    create table swallowed (key text);
                    create function swallow() returns trigger language plpgsql security definer as $$ begin
                        if %s and not exists (select from public.swallowed) then
                            insert into public.swallowed values (new.message_key);
                            return null;
                        end if;
                        return new;
                    end $$;
                    create trigger swallow before insert on outbox for each row execute function swallow();
                    """.formatted(condition));
            AtomicReference<String> victim = new AtomicReference<>("");
            Await.until("a row was swallowed", HAPPENS_WITHIN, () -> {
                victim.set(text(site, database, "select key from swallowed").orElse(""));
                return !victim.get().isEmpty();
            });
            execute(site, database, "drop trigger swallow on outbox; drop function swallow(); drop table swallowed");
            return victim.get();
        };
    }

    private static Optional<String> text(Site site, String database, String query) throws SQLException {
        try (Connection connection = site.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }

    private static void execute(Site site, String database, String sql) throws SQLException {
        try (Connection connection = site.connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        }
    }
}
