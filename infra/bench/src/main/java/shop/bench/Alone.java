package shop.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import shop.bench.load.Schedule;
import shop.bench.load.Sent;
import shop.bench.measure.Journey;
import shop.bench.measure.Latency;
import shop.bench.measure.Passage;
import shop.bench.report.Results;

/** One client that places an order, waits for its saga's end, and places the next one. */
final class Alone {

    private static final String STATE = """
            select o.status <> 'PENDING' as decided, s.state in ('COMPLETED', 'COMPENSATED') as ended
              from orders o join saga s on s.order_id = o.id
             where o.id = ?
            """;

    private static final Duration LOOK_EVERY = Duration.ofMillis(4);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stand stand;
    private final BenchEnvironment environment;

    Alone(Stand stand, BenchEnvironment environment) {
        this.stand = stand;
        this.environment = environment;
    }

    /** Goes on for so long. */
    Results.Alone watch(Duration time) throws IOException, SQLException, InterruptedException {
        Instant end = Instant.now().plus(time);
        List<Journey> noted = new ArrayList<>();
        List<Journey> seen = new ArrayList<>();
        try (Connection connection = environment.connect("order_service");
                PreparedStatement state = connection.prepareStatement(STATE)) {
            while (Instant.now().isBefore(end)) {
                Sent sent = stand.sendOnly(Schedule.closed(1, 1));
                UUID order = sent.orderId(0);
                if (order == null) {
                    throw new Failure("an order of one client alone was answered with " + sent.status(0));
                }
                state.setObject(1, order);
                seen.add(awaitEnd(state, sent));
                noted.addAll(stand.read("alone", sent).journeys());
            }
        }
        Passage all = stand.keep(new Passage(
                "alone",
                noted.getFirst().intended(),
                time.toMillis() / 1e3,
                noted.size() / (time.toMillis() / 1e3),
                0,
                noted));
        return new Results.Alone(
                all.toAnswer(), all.toDecided(), all.toEnd(), Latency.of(seen.stream(), Journey::decided));
    }

    /** When this session saw the order decided and ended. */
    private static Journey awaitEnd(PreparedStatement state, Sent sent) throws SQLException, InterruptedException {
        long decided = Journey.NEVER;
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try (ResultSet row = state.executeQuery()) {
                row.next();
                long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                decided = decided == Journey.NEVER && row.getBoolean("decided") ? now : decided;
                if (row.getBoolean("ended")) {
                    return new Journey(sent.intendedMicros(0), sent.answeredMicros(0), sent.status(0), decided, now);
                }
            }
            if (Instant.now().isAfter(deadline)) {
                throw new Failure("the order of one client alone did not end within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(LOOK_EVERY);
        }
    }
}
