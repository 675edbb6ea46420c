package shop.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import shop.chaos.nemesis.FaultKinds.Pauses;
import shop.chaos.sabotage.Sabotage;

/**
 * What a campaign is to be.
 *
 * @param visits how many customers come at least
 * @param rate how many of them a second
 * @param faults how many faults
 * @param faultEvery the mean time from one fault to the next
 * @param kinds the names of the faults, or {@code all}, or {@code none}
 * @param targets what they hit; empty for everything
 * @param pauses of a process
 * @param restsWithin how long everything may take to come to rest afterwards
 * @param sabotages what is corrupted in the middle of the load, if anything
 * @param report the directory for history and report
 * @param summary the file to which one line about it is appended
 * @param command how this campaign is started again
 */
record CampaignSettings(
        long seed,
        int visits,
        double rate,
        int faults,
        Duration faultEvery,
        List<String> kinds,
        List<String> targets,
        Pauses pauses,
        Duration restsWithin,
        List<Sabotage> sabotages,
        Path report,
        Path summary,
        String command) {

    private static final int MOST_TIMES = 3;

    /** How many customers come at most: they go on coming as long as there are faults. */
    int mostVisits() {
        return faults == 0 ? visits : MOST_TIMES * visits;
    }

    /** How long the load lasts when the shop keeps up. */
    Duration load() {
        return Duration.ofMillis((long) (visits * 1000 / rate));
    }

    /** The same campaign with these sabotages, and a report of its own. */
    CampaignSettings corruptedBy(List<Sabotage> chosen, String name) {
        return new CampaignSettings(
                seed,
                visits,
                rate,
                faults,
                faultEvery,
                kinds,
                targets,
                pauses,
                restsWithin,
                chosen,
                report.resolve(name),
                summary,
                command);
    }

    /** Where the history is written. */
    Path history() {
        return report.resolve("history.ndjson");
    }
}
