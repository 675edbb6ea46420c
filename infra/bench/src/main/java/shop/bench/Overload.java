package shop.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import shop.bench.load.Schedule;
import shop.bench.load.Sent;
import shop.bench.measure.Passage;
import shop.bench.report.Results;

/** Twice as many orders as can be held. */
final class Overload {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final Stand stand;

    Overload(Stand stand) {
        this.stand = stand;
    }

    /**
     * @param rate twice the highest one
     * @param peak sagas ended a second at the highest rate
     */
    Results.Overload measure(double rate, double peak, Duration time)
            throws IOException, SQLException, InterruptedException {
        Passage passage = stand.send("overload", Schedule.open(rate, time));
        return new Results.Overload(
                rate,
                passage.journeys().size(),
                passage.accepted().count(),
                passage.answeredWith(TOO_MANY_REQUESTS),
                passage.answeredWith(UNAVAILABLE),
                passage.answeredWith(Sent.NO_ANSWER),
                passage.missing(),
                passage.endedPerSecond(),
                passage.endedPerSecond() / peak,
                passage.toDecided(),
                passage.toEnd());
    }
}
