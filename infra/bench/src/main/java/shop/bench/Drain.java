package shop.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import shop.bench.load.Schedule;
import shop.bench.load.Sent;
import shop.bench.measure.Journey;
import shop.bench.measure.Passage;
import shop.bench.report.Results;
import shop.local.supervisor.ProcessCommand;

/** Orders that were accepted while nobody took part, and how fast they are worked off when everybody is back. */
final class Drain {

    private static final List<String> PARTICIPANTS =
            List.of("payment-service", "inventory-service", "shipping-service");

    /** Fewer than order-service lets wait for its database. */
    private static final int AT_A_TIME = 100;

    private static final String COMMANDS = """
            select type, count(*) as sent, count(*) filter (where attempt > 1) as resent
              from outbox
             where topic like '%.commands' and id >= uuidv7_floor(?)
             group by type
            """;

    private static final String FIRST_STEP = """
            select (extract(epoch from min(at)) * 1000000)::bigint
              from saga_log
             where sequence > 1 and event = 'STEP_DONE' and order_id >= uuidv7_floor(?) and at > ?
            """;

    private final Stand stand;
    private final BenchEnvironment environment;

    Drain(Stand stand, BenchEnvironment environment) {
        this.stand = stand;
        this.environment = environment;
    }

    Results.Drain measure(int orders) throws IOException, SQLException, InterruptedException {
        for (String participant : PARTICIPANTS) {
            environment.control().command(participant, ProcessCommand.STOP);
        }
        Sent sent = stand.sendOnly(Schedule.closed(orders, AT_A_TIME));
        Instant start = Instant.now();
        for (String participant : PARTICIPANTS) {
            environment.control().command(participant, ProcessCommand.START);
        }
        Progress.say("%d orders were accepted without the participants, which are started now", orders);
        stand.awaitRest();
        Passage passage = stand.keep(stand.read("drain", sent));
        if (passage.missing() > 0) {
            throw new Failure("%d of %d accepted orders did not end after the outage"
                    .formatted(passage.missing(), passage.accepted().count()));
        }
        Results.Drain drain = summary(passage, start);
        Progress.say(
                "drain: %.0f orders a second, with %.2f commands an order, %d of them sent again",
                drain.ordersPerSecond(), drain.commandsPerOrder(), drain.resent());
        return drain;
    }

    private Results.Drain summary(Passage passage, Instant start) throws SQLException {
        OffsetDateTime since = Instant.EPOCH
                .plus(passage.began(), ChronoUnit.MICROS)
                .minusMillis(1)
                .atOffset(ZoneOffset.UTC);
        long accepted = passage.accepted().count();
        long last = passage.accepted().mapToLong(Journey::ended).max().orElse(0);
        Map<String, Long> commands = new TreeMap<>();
        long resent = 0;
        try (Connection connection = environment.connect("order_service");
                PreparedStatement count = connection.prepareStatement(COMMANDS)) {
            count.setObject(1, since);
            try (ResultSet rows = count.executeQuery()) {
                while (rows.next()) {
                    commands.put(rows.getString("type"), rows.getLong("sent"));
                    resent += rows.getLong("resent");
                }
            }
            long first = firstStep(connection, since, start);
            return new Results.Drain(
                    accepted,
                    accepted / passage.seconds(),
                    (last - first) / 1e6,
                    (last - ChronoUnit.MICROS.between(Instant.EPOCH, start)) / 1e6,
                    commands,
                    resent);
        }
    }

    private static long firstStep(Connection connection, OffsetDateTime since, Instant start) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIRST_STEP)) {
            statement.setObject(1, since);
            statement.setObject(2, start.atOffset(ZoneOffset.UTC));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
