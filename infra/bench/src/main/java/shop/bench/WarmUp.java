package shop.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import shop.bench.load.Schedule;

/** JVMs get faster while they work: loads that they have to carry before anything is measured. */
final class WarmUp {

    private static final int MOST = 6;
    private static final int IN_VAIN = 2;
    private static final double FASTER = 1.03;

    private WarmUp() {}

    /**
     * Repeats a load until twice in a row it was carried no faster than before, but so many times at the most.
     *
     * @param rate more orders a second than are carried, so that what ends a second is what can be
     * @param time how long each load lasts
     */
    static void untilSteady(Stand stand, double rate, Duration time)
            throws IOException, SQLException, InterruptedException {
        double best = 0;
        int inVain = 0;
        for (int i = 0; i < MOST && inVain < IN_VAIN; i++) {
            double now = stand.send("pace", Schedule.open(rate, time)).endedPerSecond();
            Progress.say("%.0f ended a second while things find their pace", now);
            inVain = now < FASTER * best ? inVain + 1 : 0;
            best = Math.max(best, now);
        }
    }
}
