package shop.bench.stored;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import shop.local.server.ServiceDatabase;

/**
 * Orders of former days in all four databases: copies of real ones that ended, with all that each service keeps of them.
 * Their money was paid and their stock is gone, so that the books go on to balance.
 *
 * <p>Days are counted backwards, yesterday is 1. Each has as many orders as any other. Messages are stored for the days for
 * which services keep them, and for some older days, of which the partitions can be had when their clean-up is to be seen.
 */
public final class Archive implements AutoCloseable {

    /** How long services keep messages, unless they are told another time: whole days that are left at any hour. */
    private static final Map<String, Integer> DAYS_KEPT = Map.of("outbox", 2, "inbox", 8);

    /** So many days at the beginning of each stretch have messages that are kept no longer. */
    private static final int DAYS_EXPIRED = 2;

    private static final int TEMPLATES = 300;

    private static final String TEMPLATE_ORDERS = """
            select o.id from orders o join saga s on s.order_id = o.id
             where o.status = 'CONFIRMED' and s.state = 'COMPLETED'
             order by o.id desc limit ?
            """;

    private static final String THEIR_MESSAGES = """
            select outbox.id, number - 1
              from unnest(?::text[]) with ordinality as template (key, number)
              join outbox on message_key = key
            """;

    /** Opens connections as PostgreSQL's administrator. */
    public interface Source {
        /** A new connection to a database. */
        Connection connect(String database) throws SQLException;
    }

    /** What is done between two days. */
    public interface Pause {
        /** Returns when the next day may be stored. */
        void take() throws IOException, SQLException, InterruptedException;
    }

    /** Something that each service's share is asked. */
    private interface Question {
        long of(ServiceArchive archive) throws SQLException;
    }

    /** What becomes of a day's messages. */
    enum Fate {
        KEPT,
        EXPIRED,
        GONE;

        /**
         * @param kept for how many days messages are kept
         * @param newest day of the stretch
         */
        static Fate of(int day, int kept, int newest) {
            if (day <= kept) {
                return KEPT;
            }
            return day < Math.max(newest, kept + 1) + DAYS_EXPIRED ? EXPIRED : GONE;
        }
    }

    private record Partition(String parent, LocalDate day) {}

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final int ordersADay;
    private final List<ServiceArchive> archives = new ArrayList<>();
    private final List<Partition> expired = new ArrayList<>();

    /**
     * Finds the orders to copy.
     *
     * @param ordersADay to be stored
     * @throws IllegalStateException if no order has ended yet
     */
    public Archive(List<ServiceDatabase> databases, Source source, int ordersADay) throws SQLException {
        this.ordersADay = ordersADay;
        List<UUID> templates = templates(source);
        if (templates.isEmpty()) {
            throw new IllegalStateException("no order has ended that could be copied");
        }
        Map<UUID, Integer> messages = new HashMap<>();
        for (ServiceDatabase database : databases) {
            messages.putAll(messages(source, database, templates));
        }
        for (ServiceDatabase database : databases) {
            archives.add(new ServiceArchive(database, source.connect(database.database()), templates, messages));
        }
    }

    /**
     * Stores a stretch of days, the oldest first.
     *
     * @param afterEachDay what to do between
     */
    public void store(int newest, int oldest, Pause afterEachDay)
            throws IOException, SQLException, InterruptedException {
        expired.clear();
        for (int day = oldest; day >= newest; day--) {
            LocalDate date = today.minusDays(day);
            Map<String, Fate> fates = new HashMap<>();
            for (Map.Entry<String, Integer> kept : DAYS_KEPT.entrySet()) {
                Fate fate = Fate.of(day, kept.getValue(), newest);
                fates.put(kept.getKey(), fate);
                if (fate == Fate.EXPIRED) {
                    expired.add(new Partition(kept.getKey(), date));
                }
            }
            sum(archive -> store(archive, date, fates));
            afterEachDay.take();
        }
        sum(archive -> {
            archive.settle();
            return 0;
        });
    }

    /** Has the services find the messages of the last stretch that are kept no longer; returns in how many partitions. */
    public long attachExpired() throws SQLException, InterruptedException {
        return sum(archive -> {
            for (Partition partition : expired) {
                archive.attachPartition(partition.parent(), partition.day());
            }
            return expired.size();
        });
    }

    /** How many of these partitions there are still. */
    public long expiredLeft() throws SQLException, InterruptedException {
        return sum(archive -> {
            int left = 0;
            for (Partition partition : expired) {
                left += archive.holds(partition.parent(), partition.day()) ? 1 : 0;
            }
            return left;
        });
    }

    /** The rows of all outboxes and inboxes. */
    public long messages() throws SQLException, InterruptedException {
        return sum(ServiceArchive::messages);
    }

    /** Their bytes, with their indexes. */
    public long messageBytes() throws SQLException, InterruptedException {
        return sum(ServiceArchive::messageBytes);
    }

    /** The bytes of all databases. */
    public long databaseBytes() throws SQLException, InterruptedException {
        return sum(ServiceArchive::databaseBytes);
    }

    @Override
    public void close() throws SQLException {
        for (ServiceArchive archive : archives) {
            archive.close();
        }
    }

    private int store(ServiceArchive archive, LocalDate day, Map<String, Fate> fates) throws SQLException {
        archive.store(day, ordersADay);
        for (Map.Entry<String, Fate> fate : fates.entrySet()) {
            switch (fate.getValue()) {
                case KEPT -> {
                    archive.fillPartition(fate.getKey(), day, ordersADay);
                    archive.attachPartition(fate.getKey(), day);
                }
                case EXPIRED -> archive.fillPartition(fate.getKey(), day, ordersADay);
                case GONE -> {}
            }
        }
        return 0;
    }

    /** Asks all at the same time. */
    private long sum(Question question) throws SQLException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> answers = new ArrayList<>();
            for (ServiceArchive archive : archives) {
                answers.add(threads.submit(() -> question.of(archive)));
            }
            long sum = 0;
            for (Future<Long> answer : answers) {
                sum += answer.get();
            }
            return sum;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failed) {
                throw failed;
            }
            throw new IllegalStateException("storing orders", e.getCause());
        }
    }

    private static List<UUID> templates(Source source) throws SQLException {
        try (Connection connection = source.connect("order_service");
                PreparedStatement statement = connection.prepareStatement(TEMPLATE_ORDERS)) {
            statement.setInt(1, TEMPLATES);
            List<UUID> templates = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    templates.add(rows.getObject(1, UUID.class));
                }
            }
            return templates;
        }
    }

    private static Map<UUID, Integer> messages(Source source, ServiceDatabase database, List<UUID> templates)
            throws SQLException {
        try (Connection connection = source.connect(database.database());
                PreparedStatement statement = connection.prepareStatement(THEIR_MESSAGES)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", templates.stream().map(UUID::toString).toArray()));
            Map<UUID, Integer> messages = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    messages.put(rows.getObject(1, UUID.class), rows.getInt(2));
                }
            }
            return messages;
        }
    }
}
