package shop.local.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static shop.local.relay.RelayWorld.PAYMENT;
import static shop.local.relay.RelayWorld.SHIPPING;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every row of an outbox reaches Kafka with its own id, whatever happens to the servers between. */
class RelayTest {

    private static final String EVENTS = "payment.events";
    private static final int ROWS = 200;

    private static RelayWorld world;

    @BeforeAll
    static void start() throws IOException, SQLException {
        world = RelayWorld.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void awaitFollowing() {
        awaitLooking(() -> assertThat(world.relays.health()).allMatch(RelayHealth::following));
    }

    @Test
    void aRow_arrivesThroughThePartitionedRoot_withAllHeadersAndNoOther() throws Exception {
        UUID id = world.append(PAYMENT, EVENTS, 1).getFirst();

        ConsumerRecord<String, String> received = arrived(List.of(id)).get(id).getFirst();

        assertThat(received.key()).isEqualTo("key-1");
        assertThat(received.value()).isEqualTo("{\"n\": 1, \"text\": \"Grüße\"}");
        Map<String, String> headers = new HashMap<>();
        for (Header header : received.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        assertThat(OffsetDateTime.parse(headers.remove("ce_time")))
                .isBetween(
                        OffsetDateTime.now().minusMinutes(5),
                        OffsetDateTime.now().plusMinutes(5));
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_id", id.toString(),
                        "ce_specversion", "1.0",
                        "ce_type", "shop.test.Happened.v1",
                        "ce_source", "/test",
                        "ce_subject", "key-1",
                        "ce_causationid", "0198c0de-0000-7000-8000-000000000001",
                        "ce_traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                        "ce_step", "reserve-stock",
                        "ce_attempt", "2",
                        "content-type", "application/json"));
        assertThat(world.query(PAYMENT, "select tableoid::regclass from outbox where id = '" + id + "'"))
                .as("the row is in a day's partition")
                .startsWith("outbox_2");
    }

    @Test
    void theRestApi_showsNoPassword() throws Exception {
        String config = connectRest("GET", "/connectors/" + PAYMENT.connector() + "/config");

        assertThat(config).contains("${env:RELAY_PAYMENT_SERVICE_PASSWORD}");
    }

    @Test
    void connectKilled_whatWasConfirmedIsNotSentAgain() throws Exception {
        List<UUID> before = world.append(PAYMENT, EVENTS, ROWS);
        long written = world.slot(PAYMENT).written();
        awaitLooking(() -> assertThat(world.slot(PAYMENT).relayed()).isGreaterThanOrEqualTo(written));
        world.runningConnect.kill();
        startConnect();
        List<UUID> after = world.append(PAYMENT, EVENTS, ROWS);

        Map<UUID, List<ConsumerRecord<String, String>>> arrived = arrived(after);
        assertThat(arrived.keySet())
                .as("in every partition, behind whatever was sent again")
                .containsAll(after);
        assertThat(before).allSatisfy(id -> assertThat(arrived.get(id)).hasSize(1));
    }

    @Test
    void slotDroppedWhileConnectIsDown_rowsWrittenSinceArrive() throws Exception {
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);
        world.runningConnect.kill();
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
        OutboxSlot.drop(world.postgres, PAYMENT);
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
        startConnect();

        assertArrive(ids);
    }

    @Test
    void slotDroppedWhileRunning_heals() throws Exception {
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);
        try (Connection administrator = world.postgres.connect(PAYMENT.database());
                Statement statement = administrator.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(active_pid) from pg_replication_slots where active_pid is not"
                            + " null and slot_name = '" + PAYMENT.slot() + "'");
        }
        OutboxSlot.drop(world.postgres, PAYMENT);
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));

        assertArrive(ids);
    }

    @Test
    void slotDroppedAndMadeAgain_rowsBetweenArrive() throws Exception {
        world.runningConnect.kill();
        OutboxSlot.drop(world.postgres, PAYMENT);
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);
        makeSlot();
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
        startConnect();

        assertArrive(ids);
    }

    /** Debezium's own check goes by the last commit it streamed. Right after a snapshot there is none. */
    @Test
    void slotDroppedAndMadeAgainRightAfterASnapshot_rowsBetweenArrive() throws Exception {
        stopConnector();
        String path = "/connectors/" + PAYMENT.connector() + "/offsets";
        String offsets = connectRest("GET", path);
        connectRest("PATCH", path, offsets.replaceAll("\"lsn_commit\":\\d+,?", ""));
        assertThat(connectRest("GET", path)).contains("lsn").doesNotContain("lsn_commit");
        OutboxSlot.drop(world.postgres, PAYMENT);
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);
        makeSlot();
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
        connectRest("PUT", "/connectors/" + PAYMENT.connector() + "/resume");

        assertArrive(ids);
    }

    /** Debezium decides by the slot it finds whether to send all rows again, and makes a slot that is gone by then. */
    @Test
    void slotDroppedBetweenTheDecisionAndTheStream_rowsBetweenArrive() throws Exception {
        stopConnector();
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);
        try (Connection administrator = world.postgres.connect(PAYMENT.database());
                Statement statement = administrator.createStatement()) {
            administrator.setAutoCommit(false);
            statement.execute("lock table pg_publication in access exclusive mode");
            connectRest("PUT", "/connectors/" + PAYMENT.connector() + "/resume");
            await().atMost(world.patience())
                    .untilAsserted(() -> assertThat(world.query(PAYMENT, """
                                    select count(*) from pg_locks join pg_stat_activity using (pid)
                                     where not granted and usename = '%s'
                                    """.formatted(PAYMENT.relay())))
                            .isEqualTo("1"));
            OutboxSlot.drop(world.postgres, PAYMENT);
            administrator.commit();
        }
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));

        assertArrive(ids);
    }

    @Test
    void slotGivenUpByPostgres_isDroppedAndTheRowsArrive() throws Exception {
        world.runningConnect.kill();
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);
        administer("alter system set max_slot_wal_keep_size = '1MB'", "select pg_reload_conf()");
        await().atMost(world.patience()).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            administer("select pg_switch_wal()", "select pg_logical_emit_message(true, 'filler', 'x')", "checkpoint");
            assertThat(world.slot(PAYMENT).lost()).isTrue();
        });
        administer("alter system reset max_slot_wal_keep_size", "select pg_reload_conf()");
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
        startConnect();

        assertArrive(ids);
        assertThat(world.relays.notices())
                .anyMatch(notice -> notice.contains("has given up the slot " + PAYMENT.slot()));
    }

    @Test
    void connectsOffsetsLost_rowsArriveAgain() throws Exception {
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);
        assertArrive(ids);
        stopConnector();
        await().atMost(world.patience())
                .untilAsserted(
                        () -> assertThat(connectRest("DELETE", "/connectors/" + PAYMENT.connector() + "/offsets"))
                                .contains("successfully"));
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
        connectRest("PUT", "/connectors/" + PAYMENT.connector() + "/resume");

        assertArrive(ids);
    }

    @Test
    void connectorDeleted_isRegisteredAgain() throws Exception {
        connectRest("DELETE", "/connectors/" + PAYMENT.connector());
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);

        assertArrive(ids);
    }

    @Test
    void kafkaEmptied_everyRowThatTheOutboxHoldsArrivesAgain() throws Exception {
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);
        assertArrive(ids);
        world.emptyKafka();
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));

        assertArrive(ids);
        assertThat(world.relays.notices()).anyMatch(notice -> notice.contains("repaired: Kafka lost"));
    }

    @Test
    void anIdleDatabaseBesideABusyOne_movesOnAcrossAKillOfPostgresAndOfConnect() throws Exception {
        long before = world.slot(SHIPPING).relayed();
        List<UUID> ids = world.append(PAYMENT, EVENTS, ROWS);
        world.runningPostgres.kill();
        world.runningPostgres.startAgain();
        world.runningPostgres.awaitReady();
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
        world.runningConnect.kill();
        ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
        startConnect();

        assertArrive(ids);
        long written = world.slot(SHIPPING).written();
        assertThat(written).isGreaterThan(before);
        awaitLooking(() -> assertThat(world.slot(SHIPPING).relayed()).isGreaterThanOrEqualTo(written));
    }

    @Test
    void partitionsMadeAndDroppedUnderLoad_nothingIsLost() throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            LocalDate day = LocalDate.of(2031, 1, 1).plusDays(round);
            ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
            owner(RelayWorld.partition(day));
            ids.addAll(world.append(PAYMENT, EVENTS, ROWS));
            owner("set lock_timeout = '2s'; drop table outbox_" + day.toString().replace("-", ""));
        }

        assertArrive(ids);
    }

    private static void assertArrive(List<UUID> ids) {
        awaitLooking(() -> {
            Set<UUID> missing = new HashSet<>(ids);
            missing.removeAll(arrivedSoon(ids).keySet());
            assertThat(missing.size()).as("rows that did not arrive").isZero();
        });
    }

    private static Map<UUID, List<ConsumerRecord<String, String>>> arrived(List<UUID> ids) {
        return Reader.readUntil(world.kafka.bootstrapServers(), EVENTS, ids, world.patience());
    }

    private static Map<UUID, List<ConsumerRecord<String, String>>> arrivedSoon(List<UUID> ids) {
        return Reader.readUntil(world.kafka.bootstrapServers(), EVENTS, ids, Duration.ofSeconds(2));
    }

    /** Waits for something while the supervisor looks after the relays, as it does in production. */
    private static void awaitLooking(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    world.relays.look();
                    assertion.run();
                });
    }

    private static void startConnect() throws IOException {
        world.runningConnect.startAgain();
        world.runningConnect.awaitReady();
    }

    private static void administer(String... statements) throws SQLException {
        for (String sql : statements) {
            try (Connection administrator = world.postgres.connect(PAYMENT.database());
                    Statement statement = administrator.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    private static void owner(String sql) throws SQLException, IOException {
        try (Connection owner = world.as(PAYMENT, PAYMENT.owner());
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void makeSlot() throws SQLException {
        world.query(
                PAYMENT,
                "select slot_name from pg_create_logical_replication_slot('" + PAYMENT.slot() + "', 'pgoutput')");
    }

    private static void stopConnector() throws IOException, InterruptedException {
        connectRest("PUT", "/connectors/" + PAYMENT.connector() + "/stop");
        awaitLooking(() -> assertThat(world.slot(PAYMENT).active()).isFalse());
    }

    private static String connectRest(String method, String path) throws IOException, InterruptedException {
        return connectRest(method, path, "");
    }

    private static String connectRest(String method, String path, String body)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(world.connectUrl().resolve(path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
