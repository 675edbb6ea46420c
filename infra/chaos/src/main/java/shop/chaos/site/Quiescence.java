package shop.chaos.site;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import shop.local.environment.Environment;
import shop.local.server.ServiceDatabase;
import shop.local.supervisor.ProcessStatus;

/** Whether everything has come to rest: every process ready, no saga in flight, nothing left to relay or to consume. */
public final class Quiescence {

    private static final int ADMIN_SECONDS = 20;
    private static final long IDLE_LAG_BYTES = 64 * 1024;

    private final Site site;

    public Quiescence(Site site) {
        this.site = site;
    }

    /**
     * Waits for rest.
     *
     * @return what it still waits for after {@code deadline}, or empty when everything rests
     */
    public Optional<String> await(Duration deadline) throws InterruptedException {
        String[] waitsFor = {"nothing was looked at"};
        try {
            Await.until("everything has come to rest", deadline, () -> {
                Optional<String> open = open();
                waitsFor[0] = open.orElse("");
                return open.isEmpty();
            });
            return Optional.empty();
        } catch (Await.TimeoutException e) {
            return Optional.of(waitsFor[0].isEmpty() ? String.valueOf(e.getMessage()) : waitsFor[0]);
        }
    }

    /** Sagas that have not ended. */
    public long inFlight() throws SQLException {
        return number("select count(*) from saga where wake_at is not null");
    }

    /** What each relay has not passed on, in bytes of the log; -1 where there is no slot. */
    public Map<String, Long> relayLag() throws SQLException {
        Map<String, Long> lags = new LinkedHashMap<>();
        for (ServiceDatabase database : site.environment().databases()) {
            lags.put(database.service(), -1L);
        }
        try (Connection connection = site.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select slot_name, pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::bigint
                          from pg_replication_slots where active and confirmed_flush_lsn is not null
                        """)) {
            while (row.next()) {
                String slot = row.getString(1);
                long lag = Math.max(0, row.getLong(2));
                site.environment().databases().stream()
                        .filter(database -> database.slot().equals(slot))
                        .forEach(database -> lags.put(database.service(), lag));
            }
        }
        return lags;
    }

    /** What each service has not consumed, in records. */
    public Map<String, Long> consumerLag() throws IOException, InterruptedException {
        Map<String, Long> lags = new LinkedHashMap<>();
        try (Admin admin = site.admin()) {
            for (String service : Environment.SERVICES) {
                lags.put(service, consumerLag(admin, service));
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new IOException("Kafka does not tell its consumers' lag: " + e.getMessage(), e);
        }
        return lags;
    }

    private Optional<String> open() throws IOException, SQLException, InterruptedException {
        List<ProcessStatus> processes = site.control().status().processes();
        for (ProcessStatus process : processes) {
            if (!process.state().equals("ready")) {
                return Optional.of("%s is %s".formatted(process.name(), process.state()));
            }
        }
        long inFlight = inFlight();
        if (inFlight > 0) {
            return Optional.of("%d sagas are in flight, the oldest of order %s"
                    .formatted(inFlight, text("select min(order_id::text) from saga where wake_at is not null")));
        }
        for (Map.Entry<String, Long> lag : relayLag().entrySet()) {
            if (lag.getValue() < 0 || lag.getValue() > IDLE_LAG_BYTES) {
                return Optional.of("%s's relay is %d bytes behind".formatted(lag.getKey(), lag.getValue()));
            }
        }
        for (Map.Entry<String, Long> lag : consumerLag().entrySet()) {
            if (lag.getValue() > 0) {
                return Optional.of("%s has not consumed %d records".formatted(lag.getKey(), lag.getValue()));
            }
        }
        return Optional.empty();
    }

    /** From the committed position, or from the beginning where none was committed yet, to the end. */
    private static long consumerLag(Admin admin, String service)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<String> topics = Arrays.stream(Topic.values())
                .filter(topic -> topic.reader().equals(service))
                .map(Topic::topic)
                .toList();
        Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
        Map<TopicPartition, OffsetSpec> earliest = new LinkedHashMap<>();
        for (TopicDescription topic : admin.describeTopics(topics)
                .allTopicNames()
                .get(ADMIN_SECONDS, TimeUnit.SECONDS)
                .values()) {
            topic.partitions().forEach(partition -> {
                latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
                earliest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.earliest());
            });
        }
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get(ADMIN_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, ListOffsetsResultInfo> beginnings =
                admin.listOffsets(earliest).all().get(ADMIN_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(service)
                .partitionsToOffsetAndMetadata()
                .get(ADMIN_SECONDS, TimeUnit.SECONDS);
        long lag = 0;
        for (TopicPartition partition : latest.keySet()) {
            OffsetAndMetadata position = committed.get(partition);
            long from = position == null ? beginnings.get(partition).offset() : position.offset();
            lag += Math.max(0, ends.get(partition).offset() - from);
        }
        return lag;
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = site.connect("order_service");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
