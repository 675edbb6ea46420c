package shop.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import shop.chaos.sabotage.Sabotage;

/**
 * What a campaign is to be.
 *
 * @param visits how many customers come
 * @param rate how many of them a second
 * @param faults how many faults
 * @param faultEvery the mean time from one fault to the next
 * @param kinds the names of the faults, or {@code all}, or {@code none}
 * @param targets what they hit; empty for everything
 * @param longestPause of a process
 * @param restsWithin how long everything may take to come to rest afterwards
 * @param sabotages what is corrupted in the middle of the load, if anything
 * @param report the directory for history and report
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
        Duration longestPause,
        Duration restsWithin,
        List<Sabotage> sabotages,
        Path report,
        String command) {

    /** How long the load lasts when the shop keeps up. */
    Duration load() {
        return Duration.ofMillis((long) (visits * 1000 / rate));
    }

    /** Where the history is written. */
    Path history() {
        return report.resolve("history.ndjson");
    }
}
