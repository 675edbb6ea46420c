package shop.bench.stored;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import shop.local.server.ServiceDatabase;

/**
 * One service's share of the stored orders. A partition of outbox or inbox is filled while it is a table of its own: what
 * is in a table before it becomes a partition is not relayed.
 */
final class ServiceArchive implements AutoCloseable {

    /** A day's first order is placed then, and its last one early enough to end on the same day. */
    private static final Duration FIRST_ORDER = Duration.ofMinutes(1);

    private static final Duration ORDERING = Duration.ofHours(23).plusMinutes(45);

    /** More than a day has orders: each copy has a number of its own. */
    private static final long NUMBERS_A_DAY = 10_000_000;

    private static final String COLUMNS = """
            select attname, format_type(atttypid, atttypmod)
              from pg_attribute
             where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
               and attname <> 'position'
             order by attnum
            """;

    private static final String SIZE = """
            select coalesce(sum(pg_total_relation_size(relid)), 0) from pg_partition_tree(?::regclass) where isleaf
            """;

    private final ServiceDatabase database;
    private final Connection connection;
    private final Layout layout;
    private final Map<String, Copy> copies = new HashMap<>();

    /**
     * @param connection the administrator's; closed with this
     * @param templates ended orders, in the same order for every service
     * @param messages for which of them each message was sent
     */
    ServiceArchive(ServiceDatabase database, Connection connection, List<UUID> templates, Map<UUID, Integer> messages)
            throws SQLException {
        this.database = database;
        this.connection = connection;
        this.layout = Objects.requireNonNull(Layout.BY_SERVICE.get(database.service()));
        for (String sql : Copy.PREPARATION) {
            execute(sql);
        }
        try (PreparedStatement statement = connection.prepareStatement("insert into template values (?, ?, ?)")) {
            for (int i = 0; i < templates.size(); i++) {
                statement.setInt(1, i);
                statement.setObject(2, templates.get(i));
                statement.setLong(3, templates.get(i).getMostSignificantBits() >>> 16);
                statement.addBatch();
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement = connection.prepareStatement("insert into message values (?, ?)")) {
            for (Map.Entry<UUID, Integer> message : messages.entrySet()) {
                statement.setObject(1, message.getKey());
                statement.setInt(2, message.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        Map<String, String> tables = new HashMap<>(layout.tables());
        tables.putAll(Layout.PARTITIONED);
        for (Map.Entry<String, String> table : tables.entrySet()) {
            Copy copy = new Copy(table.getKey(), table.getValue(), columns(table.getKey()));
            execute(copy.collect());
            copies.put(table.getKey(), copy);
        }
    }

    /** Stores a day's orders, without their messages. */
    void store(LocalDate day, int orders) throws SQLException {
        for (String table : layout.tables().keySet()) {
            copy(table, table, day, orders);
        }
    }

    /**
     * Makes the partition that holds a day's messages, in place of the one there may be.
     *
     * @param parent {@code outbox} or {@code inbox}
     */
    void fillPartition(String parent, LocalDate day, int orders) throws SQLException {
        String name = partition(parent, day);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select to_regclass('" + name + "')")) {
            row.next();
            if (row.getString(1) != null) {
                execute("alter table %s detach partition %s".formatted(parent, name));
            }
        }
        execute("create table if not exists %s (like %s including all)".formatted(name, parent));
        execute("alter table %s owner to %s".formatted(name, database.owner()));
        copy(parent, name, day, orders);
    }

    /** Has a filled partition be one. */
    void attachPartition(String parent, LocalDate day) throws SQLException {
        execute("""
                alter table %s attach partition %s
                  for values from (uuidv7_floor('%s 00:00+00')) to (uuidv7_floor('%s 00:00+00'))
                """.formatted(parent, partition(parent, day), day, day.plusDays(1)));
    }

    /** Whether there is that partition. */
    boolean holds(String parent, LocalDate day) throws SQLException {
        return number("select count(to_regclass(?))", partition(parent, day)) > 0;
    }

    /**
     * Sums up what was stored, and leaves the tables as they are when nobody has been in a hurry.
     *
     * @throws IllegalStateException if the books do not balance
     */
    void settle() throws SQLException {
        for (String total : layout.totals()) {
            execute(total);
        }
        long differences = number(layout.differences());
        if (differences > 0) {
            throw new IllegalStateException("%d sums of %s do not balance with the orders that were stored"
                    .formatted(differences, database.service()));
        }
        for (String table : copies.keySet()) {
            execute("vacuum (analyze) " + table);
        }
    }

    /** The rows of outbox and inbox. */
    long messages() throws SQLException {
        return number("select count(*) from outbox") + number("select count(*) from inbox");
    }

    /** The bytes of outbox and inbox with their indexes. */
    long messageBytes() throws SQLException {
        return number(SIZE, "outbox") + number(SIZE, "inbox");
    }

    /** The bytes of the whole database. */
    long databaseBytes() throws SQLException {
        return number("select pg_database_size(?::name)", database.database());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void copy(String table, String target, LocalDate day, int orders) throws SQLException {
        Copy copy = Objects.requireNonNull(copies.get(table));
        long first = day.toEpochDay() * NUMBERS_A_DAY;
        try (PreparedStatement statement = connection.prepareStatement(copy.into(target))) {
            statement.setLong(1, first);
            statement.setLong(2, first + orders - 1);
            statement.setLong(
                    3,
                    day.atStartOfDay(ZoneOffset.UTC)
                            .plus(FIRST_ORDER)
                            .toInstant()
                            .toEpochMilli());
            statement.setLong(4, ORDERING.toMillis() / orders);
            statement.executeUpdate();
        }
    }

    private Map<String, String> columns(String table) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.put(row.getString(1), row.getString(2));
                }
            }
        }
        return columns;
    }

    private long number(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String partition(String parent, LocalDate day) {
        return parent + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
