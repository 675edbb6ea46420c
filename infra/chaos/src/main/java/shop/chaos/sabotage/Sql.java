package shop.chaos.sabotage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import shop.chaos.site.Await;
import shop.chaos.site.Site;

/** Corruptions of a database, as its administrator. Each is one transaction, and fails when it finds no victim. */
final class Sql {

    private static final Duration HAPPENS_WITHIN = Duration.ofSeconds(60);

    private Sql() {}

    /** Statements about the newest order that has a condition and a completed saga; its id is {@code victim}. */
    static Sabotage.Deed inOrders(String statement, String condition) {
        return site -> execute(site, "order_service", """
                do $$ declare victim uuid; begin
                    select id into victim from orders
                     where %s and exists (select from saga where order_id = id and state = 'COMPLETED')
                     order by id desc limit 1;
                    if victim is null then raise exception 'there is no victim yet'; end if;
                    %s;
                end $$
                """.formatted(condition, statement));
    }

    /** Statements of which the first finds the record {@code victim}. */
    static Sabotage.Deed in(String database, String statements) {
        return site -> execute(site, database, """
                do $$ declare victim record; again uuid; done bigint; begin
                    %s
                    get diagnostics done = row_count;
                    if done = 0 then raise exception 'there is no victim yet'; end if;
                end $$
                """.formatted(statements));
    }

    /** Has the next outbox row that meets a condition vanish as it is written. */
    static Sabotage.Deed swallowing(String database, String condition) {
        return site -> {
            execute(site, database, """
                    create sequence swallowed;
                    create function swallow() returns trigger language plpgsql security definer as $$ begin
                        if %s and nextval('public.swallowed') = 1 then return null; end if;
                        return new;
                    end $$;
                    create trigger swallow before insert on outbox for each row execute function swallow();
                    """.formatted(condition));
            Await.until("a row was swallowed", HAPPENS_WITHIN, () -> isCalled(site, database));
            execute(site, database, "drop trigger swallow on outbox; drop function swallow; drop sequence swallowed");
        };
    }

    private static boolean isCalled(Site site, String database) throws SQLException {
        try (Connection connection = site.connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select is_called from swallowed")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void execute(Site site, String database, String sql) throws SQLException {
        try (Connection connection = site.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
