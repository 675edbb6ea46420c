package shop.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import shop.bench.floor.Floor;
import shop.bench.load.Schedule;
import shop.bench.report.Results.FloorRun;
import shop.local.supervisor.ProcessCommand;

/**
 * Measures the floor on the same PostgreSQL, in a database of its own. Everything else is frozen meanwhile, so that the
 * yardstick is not made shorter by what idles beside it, and is given time to find its pace again.
 */
final class Yardstick {

    private static final String DATABASE = "floor";
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration PACE_FOUND_WITHIN = Duration.ofSeconds(60);
    private static final long CAUGHT_UP_BYTES = 1 << 20;
    private static final int SOME_ORDERS = 20;

    private final BenchEnvironment environment;
    private final Stand stand;
    private final Floor floor;

    Yardstick(BenchEnvironment environment, Stand stand) throws SQLException {
        this.environment = environment;
        this.stand = stand;
        this.floor = new Floor(() -> environment.connect(DATABASE));
        try (Connection connection = environment.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
    }

    FloorRun measure(Duration time) throws IOException, SQLException, InterruptedException {
        List<String> others = frozen();
        FloorRun run;
        try {
            run = new FloorRun(
                    floor.ordersPerSecond(Floor.Way.ONE_BY_ONE, WARM_UP, time),
                    floor.ordersPerSecond(Floor.Way.IN_BATCHES, WARM_UP, time));
        } finally {
            for (String name : others.reversed()) {
                environment.control().command(name, ProcessCommand.RESUME);
            }
        }
        Progress.say("floor: %.0f orders a second one by one, %.0f in batches", run.oneByOne(), run.inBatches());
        findPace();
        return run;
    }

    /** Freezes all but PostgreSQL, what depends on others first; returns them in that order. */
    private List<String> frozen() throws IOException {
        List<String> others = new ArrayList<>(environment.status().processes().stream()
                .map(process -> process.name())
                .filter(name -> !name.equals("postgres"))
                .toList()
                .reversed());
        for (String name : others) {
            environment.control().command(name, ProcessCommand.PAUSE);
        }
        return others;
    }

    /** Waits until the relays have passed over the floor's part of the log, and orders get through. */
    private void findPace() throws IOException, SQLException, InterruptedException {
        Waiting.until(() -> environment.relaysAreWithin(CAUGHT_UP_BYTES), PACE_FOUND_WITHIN);
        stand.sendOnly(Schedule.closed(SOME_ORDERS, 1));
        if (!stand.awaitRest()) {
            throw new Failure("orders do not get through after the floor was measured");
        }
    }
}
