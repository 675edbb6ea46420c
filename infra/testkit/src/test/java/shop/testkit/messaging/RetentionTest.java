package shop.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.Retention;

@QuarkusTest
@WithTestResource(MessagingServers.class)
class RetentionTest {

    private static final String OLD = "20250101";
    private static final String SLOT = "relay_toy_service";

    MessagingServers servers;

    @Inject
    Retention retention;

    @Inject
    ToyOldestNeeded oldestNeeded;

    private Connection administrator;
    private Statement sql;

    @BeforeEach
    void oldPartitionsWithRows() throws SQLException {
        administrator = servers.administrator();
        sql = administrator.createStatement();
        for (String table : new String[] {"outbox", "inbox"}) {
            sql.execute("""
                    create table if not exists %1$s_%2$s partition of %1$s for values
                      from ('%3$s') to ('%4$s')
                    """.formatted(table, OLD, floor("2025-01-01"), floor("2025-01-02")));
            sql.execute("alter table %s_%s owner to toy_service_owner".formatted(table, OLD));
        }
        sql.execute("insert into outbox (id, topic, message_key, type, source, payload, created_at)"
                + " values ('%s', 't', 'k', 'x', '/', '{}', '2025-01-01')".formatted(floor("2025-01-01")));
        sql.execute("insert into inbox (message_id) values ('%s')".formatted(floor("2025-01-01")));
    }

    @AfterEach
    void nothingLeft() throws SQLException {
        oldestNeeded.set(null);
        sql.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = '" + SLOT
                + "'");
        sql.execute("drop table if exists outbox_" + OLD);
        sql.execute("drop table if exists inbox_" + OLD);
        sql.execute("truncate retention_mark");
        administrator.close();
    }

    private String floor(String day) throws SQLException {
        return text("select uuidv7_floor('%s 00:00+00')::text".formatted(day));
    }

    private String text(String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private boolean isThere(String table) throws SQLException {
        return text("select to_regclass('%s') is not null".formatted(table)).equals("t");
    }

    private void relayHasConfirmedEverything() throws SQLException {
        if (text("select count(*) from pg_replication_slots where slot_name = '" + SLOT + "'")
                .equals("0")) {
            text("select pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(SLOT));
        } else {
            text("select pg_replication_slot_advance('%s', pg_current_wal_lsn())".formatted(SLOT));
        }
    }

    @Test
    void run_makesPartitionsDaysAhead() throws SQLException {
        retention.run();

        assertThat(isThere(
                        "outbox_" + text("select to_char((now() at time zone 'UTC') + interval '7 days', 'YYYYMMDD')")))
                .isTrue();
        assertThat(isThere(
                        "inbox_" + text("select to_char((now() at time zone 'UTC') + interval '7 days', 'YYYYMMDD')")))
                .isTrue();
    }

    @Test
    void partitions_thoseOfTheMigrationAndNewOnes_areLeftAloneByVacuum() throws SQLException {
        sql.execute("drop table outbox_"
                + text("select to_char((now() at time zone 'UTC') + interval '7 days', 'YYYYMMDD')"));

        retention.run();

        assertThat(text("select count(*) from pg_class where relname ~ '^(outbox|inbox)_2[0-9]{7}$' and relname !~ '"
                        + OLD + "$' and reloptions = '{autovacuum_enabled=off}'"))
                .as("yesterday, today and seven days ahead, of both")
                .isEqualTo("18");
    }

    @Test
    void withoutASlot_theOutboxKeepsEverything() throws SQLException {
        retention.run();

        assertThat(isThere("outbox_" + OLD)).isTrue();
        assertThat(isThere("inbox_" + OLD)).isFalse();
    }

    @Test
    void slotBehindTheMark_keeps_slotPastIt_drops() throws SQLException {
        relayHasConfirmedEverything();
        sql.execute("select pg_logical_emit_message(true, 'heartbeat', '')");
        retention.run();
        assertThat(isThere("outbox_" + OLD))
                .as("the slot has not passed the mark")
                .isTrue();

        relayHasConfirmedEverything();
        retention.run();
        assertThat(isThere("outbox_" + OLD)).as("all in it was relayed").isFalse();
    }

    @Test
    void somethingUnfinishedIsOlder_keeps() throws SQLException {
        oldestNeeded.set(Instant.parse("2025-01-01T12:00:00Z"));
        retention.run();
        relayHasConfirmedEverything();
        retention.run();

        assertThat(isThere("outbox_" + OLD)).isTrue();
    }

    @Test
    void tableInUse_isNotWaitedForLongAndDroppedLater() throws Exception {
        retention.run();
        relayHasConfirmedEverything();
        try (Connection writer = servers.administrator();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("select 1 from outbox limit 1");
            try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
                var run = worker.submit(retention::run);
                Awaitility.await().atMost(Duration.ofSeconds(10)).until(run::isDone);
                run.get();
            }
            assertThat(isThere("outbox_" + OLD)).isTrue();
            writer.rollback();
        }
        retention.run();
        assertThat(isThere("outbox_" + OLD)).isFalse();
    }

    @Test
    void rowsInDefault_areCleanedUpOnceOldAndRelayed() throws SQLException {
        sql.execute("insert into outbox (id, topic, message_key, type, source, payload, created_at)"
                + " values ('%s', 't', 'k', 'x', '/', '{}', '2024-06-01')".formatted(floor("2024-06-01")));
        String rows = "select count(*) from outbox_default where created_at < '2025-01-01'";

        retention.run();
        assertThat(text(rows)).isEqualTo("1");
        relayHasConfirmedEverything();
        retention.run();
        assertThat(text(rows)).isEqualTo("0");
    }

    @Test
    void rowOfAComingDayInDefault_onlyThatPartitionCannotBeMade() throws SQLException {
        String day = text("select to_char((now() at time zone 'UTC') + interval '5 days', 'YYYYMMDD')");
        sql.execute("drop table outbox_" + day);
        sql.execute("insert into outbox (id, topic, message_key, type, source, payload)"
                + " values (uuidv7(interval '5 days'), 't', 'k', 'x', '/', '{}')");

        retention.run();
        assertThat(isThere("outbox_" + day)).isFalse();

        sql.execute("delete from outbox_default");
        retention.run();
        assertThat(isThere("outbox_" + day)).isTrue();
    }
}
