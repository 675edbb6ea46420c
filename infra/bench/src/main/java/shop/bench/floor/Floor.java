package shop.bench.floor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Does the SQL of a reduced saga (three participants in one database, seven transactions an order) as fast as a plain JDBC
 * loop can, on a database made for it. The statements of a transaction go in one round trip: the driver sends a string of
 * several with one {@code Sync}, which makes them one transaction.
 */
public final class Floor {

    private static final int ITEMS = 1000;
    private static final int ACCOUNTS = 10_000;
    private static final int BATCH = 200;
    private static final int CLIENTS_UNBATCHED = 16;
    private static final int CLIENTS_BATCHED = 2;

    /** Opens connections to the database the floor may do with as it likes. */
    public interface Source {
        /** A new connection that commits each statement string by itself. */
        Connection connect() throws SQLException;
    }

    /** How orders are put into transactions. */
    public enum Way {
        /** One order a transaction, sixteen at a time. */
        ONE_BY_ONE("unbatched.sql", CLIENTS_UNBATCHED, 1),
        /** Two hundred orders a transaction, set-based, two at a time. */
        IN_BATCHES("batched.sql", CLIENTS_BATCHED, BATCH);

        private final String script;
        private final int clients;
        private final int orders;

        Way(String script, int clients, int orders) {
            this.script = script;
            this.clients = clients;
            this.orders = orders;
        }
    }

    private final Source source;

    public Floor(Source source) {
        this.source = source;
    }

    /** Orders a second, after {@code warmUp}, over {@code time}. Begins with empty tables. */
    public double ordersPerSecond(Way way, Duration warmUp, Duration time) throws SQLException, IOException {
        FloorScript script = FloorScript.parse(resource(way.script));
        makeTables();
        long begin = System.nanoTime();
        long counted = begin + warmUp.toNanos();
        long end = counted + time.toNanos();
        LongAdder orders = new LongAdder();
        try (ExecutorService clients = Executors.newFixedThreadPool(way.clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < way.clients; i++) {
                int client = i;
                running.add(clients.submit(() -> {
                    run(way, script, client, counted, end, orders);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("the floor's SQL failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
        return orders.sum() * 1e9 / time.toNanos();
    }

    private void run(Way way, FloorScript script, int client, long counted, long end, LongAdder orders)
            throws SQLException {
        SplittableRandom random = new SplittableRandom(client);
        try (Connection connection = source.connect()) {
            List<PreparedStatement> statements = new ArrayList<>();
            for (FloorScript.Part part : script.transactions()) {
                statements.add(connection.prepareStatement(part.sql()));
            }
            long order = 1 + client * 100_000_000L;
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                Values values = new Values(
                        order,
                        order + way.orders - 1,
                        1 + random.nextInt(ITEMS),
                        1 + random.nextInt(ACCOUNTS),
                        random.nextInt(1_000_000));
                for (int i = 0; i < statements.size(); i++) {
                    execute(statements.get(i), script.transactions().get(i).parameters(), values);
                }
                order += way.orders;
                long done = System.nanoTime();
                if (done >= counted && done < end) {
                    orders.add(way.orders);
                }
            }
        }
    }

    /** What the parameters stand for. */
    private record Values(long first, long last, int item, int account, int salt) {

        void set(PreparedStatement statement, int index, String name) throws SQLException {
            switch (name) {
                case "order", "a" -> statement.setLong(index, first);
                case "b" -> statement.setLong(index, last);
                case "item" -> statement.setInt(index, item);
                case "account" -> statement.setInt(index, account);
                case "k" -> statement.setLong(index, salt);
                default -> throw new IllegalStateException("no value for the parameter " + name);
            }
        }
    }

    private static void execute(PreparedStatement statement, List<String> parameters, Values values)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            values.set(statement, i + 1, parameters.get(i));
        }
        statement.execute();
    }

    private void makeTables() throws SQLException, IOException {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(resource("schema.sql"));
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Floor.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the resource " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
