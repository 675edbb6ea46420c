package shop.order.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.order.OrderFixtures.SERVICE;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.Database;
import shop.messaging.Uuid7;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** Where the log ends, with transactions that commit in any order. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class HorizonTest {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Database database;

    @Inject
    SagaLog log;

    private Horizon horizon;

    @BeforeEach
    void newHorizon() {
        horizon = new Horizon(database);
    }

    @Test
    void whatIsCommitted_isBehindTheHorizon() throws SQLException {
        long position;
        try (Connection connection = begin()) {
            position = append(connection, Uuid7.next(), 1);
            connection.commit();
        }
        awaitHorizon(position);
    }

    @Test
    void whileALowerPositionIsNotCommitted_nothingAboveItIsBehindTheHorizon() throws SQLException {
        UUID early = Uuid7.next();
        UUID late = Uuid7.next();
        try (Connection first = begin();
                Connection second = begin()) {
            long low = append(first, early, 1);
            long high = append(second, late, 1);
            second.commit();

            for (int i = 0; i < 20; i++) {
                assertThat(horizon.look().orElse(0)).isLessThan(low);
            }
            first.commit();

            awaitHorizon(high);
            assertThat(log.after(low - 1, high, 100))
                    .extracting(Told::orderId)
                    .startsWith(early)
                    .endsWith(late);
        }
    }

    @Test
    void aTransactionRolledBack_leavesAGapAndNoStandstill() throws SQLException {
        try (Connection first = begin();
                Connection second = begin()) {
            append(first, Uuid7.next(), 1);
            long high = append(second, Uuid7.next(), 1);
            second.commit();
            first.rollback();
            awaitHorizon(high);
        }
    }

    @Test
    void theTransactionWithTheLowerXid_thatCommitsLater_comesLater() throws SQLException {
        UUID order = Uuid7.next();
        try (Connection lower = begin();
                Connection higher = begin()) {
            assertThat(xid(lower)).isLessThan(xid(higher));
            long start = append(higher, order, 1);
            higher.commit();
            long end = append(lower, order, 2);
            lower.commit();
            awaitHorizon(end);
            List<Told> told = log.after(start - 1, end, 100);
            assertThat(told)
                    .filteredOn(event -> event.orderId().equals(order))
                    .extracting(Told::sequence)
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void aTransactionHasItsXid_beforeItDraws() throws SQLException {
        try (Connection connection = begin()) {
            append(connection, Uuid7.next(), 1);
            assertThat(database.query(
                            "select 1 from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()",
                            row -> row.getInt(1)))
                    .isNotEmpty();
            connection.rollback();
        }
        assertThat(database.query(
                        """
                        select pg_get_expr(adbin, adrelid) from pg_attrdef
                         where adrelid = 'saga_log'::regclass and pg_get_expr(adbin, adrelid) like '%nextval%'
                        """, row -> row.getString(1).replaceAll("\\s+", " ").strip()))
                .singleElement()
                .asString()
                .matches("CASE WHEN \\(?pg_current_xact_id\\(\\) IS NULL\\)? THEN .* ELSE nextval\\(.*\\) END");
    }

    private void awaitHorizon(long position) {
        Awaitility.await("a horizon at " + position)
                .atMost(Duration.ofSeconds(60))
                .until(() -> horizon.look().orElse(0), reached -> reached >= position);
    }

    private Connection begin() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    static long append(Connection connection, UUID orderId, long sequence) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into saga_log (order_id, sequence, at, event, "to", sends)
                values (?, ?, now(), 'STEP_DONE', 'RUNNING', '[]') returning position
                """)) {
            insert.setObject(1, orderId);
            insert.setLong(2, sequence);
            try (var row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long xid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_current_xact_id()::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }
}
