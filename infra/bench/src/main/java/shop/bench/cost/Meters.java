package shop.bench.cost;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.Node;

/** Reads the {@link Meter} of an environment. */
public final class Meters {

    /** PostgreSQL's own counters; its processes report to them once a second. */
    private static final String COUNTERS = """
            select (select coalesce(sum(fsyncs), 0) from pg_stat_io)::bigint as fsyncs,
                   wal_bytes::bigint as wal_bytes, wal_fpi as page_images
              from pg_stat_wal
            """;

    private static final int TIMEOUT_MILLIS = 20_000;

    /** The processes to be read, by name; some may not run. */
    public interface Processes {
        /** The process ids of now. */
        Map<String, Long> pids() throws IOException;
    }

    /** Opens connections as PostgreSQL's administrator. */
    public interface Source {
        /** A new connection to the whole server. */
        Connection connect() throws SQLException;
    }

    private final Processes processes;
    private final Source database;
    private final String bootstrapServers;

    public Meters(Processes processes, Source database, String bootstrapServers) {
        this.processes = processes;
        this.database = database;
        this.bootstrapServers = bootstrapServers;
    }

    /** Where everything stands now. */
    public Meter read() throws IOException, SQLException {
        long kafkaBytes = kafkaBytes();
        Map<String, Long> cpuMillis = new LinkedHashMap<>();
        Map<String, Long> pids = processes.pids();
        // The supervisor is the parent of all others: without telling them apart everything would be counted twice.
        Set<Long> named = Set.copyOf(pids.values());
        pids.forEach((name, pid) -> cpuMillis.put(name, ProcStat.cpuMillisOfTree(pid, named)));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTERS)) {
            row.next();
            return new Meter(
                    cpuMillis, row.getLong("fsyncs"), row.getLong("wal_bytes"), row.getLong("page_images"), kafkaBytes);
        }
    }

    private long kafkaBytes() throws IOException {
        try (Admin kafka = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS))) {
            var brokers = kafka.describeCluster().nodes().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).stream()
                    .map(Node::id)
                    .toList();
            return kafka
                    .describeLogDirs(brokers)
                    .allDescriptions()
                    .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(directories -> directories.values().stream())
                    .flatMap(directory -> directory.replicaInfos().values().stream())
                    .mapToLong(ReplicaInfo::size)
                    .sum();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Kafka does not say how much it holds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking Kafka", e);
        }
    }
}
