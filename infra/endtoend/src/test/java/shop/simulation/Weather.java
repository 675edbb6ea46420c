package shop.simulation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import shop.order.saga.Participant;

/**
 * How rough one schedule is. Every schedule has its own weather, from dead calm to a storm, so that each fault is met
 * alone and with all the others. After {@link #CALM_AFTER} the faults stop: what then does not end never would.
 *
 * @param longestDelay of a message on its way; what differs in delay is reordered
 * @param drops of 100 messages, how many the queue loses
 * @param duplicates of 100 messages, how many arrive twice
 * @param crashes of 100 deliveries, how many end in a crash, before the commit or between commit and acknowledgement
 * @param parks of 100 commands, how many are parked and reported as failed
 * @param cancels of 100 orders, how many the customer cancels
 * @param shortOfBudget of 100 alarms, how many find the rate limit used up
 * @param inboxes whether consumers recognise a message heard before; if not, business keys alone decide
 * @param patience how long an order may take to reach its pivot
 * @param outages during which a participant is down
 */
record Weather(
        Duration longestDelay,
        int drops,
        int duplicates,
        int crashes,
        int parks,
        int cancels,
        int shortOfBudget,
        boolean inboxes,
        Duration patience,
        Map<Participant, Outage> outages) {

    static final Duration CALM_AFTER = Duration.ofHours(6);

    /** From a moment to another, both in milliseconds since the start. */
    record Outage(long from, long until) {}

    static Weather of(SplittableRandom random) {
        Map<Participant, Outage> outages = new EnumMap<>(Participant.class);
        for (Participant participant : Participant.values()) {
            if (random.nextInt(100) < 15) {
                long from = random.nextLong(60_000);
                outages.put(participant, new Outage(from, from + random.nextLong(7_200_000)));
            }
        }
        return new Weather(
                Duration.ofMillis(random.nextBoolean() ? 50 : random.nextLong(1, 120_000)),
                sometimes(random, 40),
                sometimes(random, 60),
                sometimes(random, 40),
                sometimes(random, 15),
                sometimes(random, 80),
                sometimes(random, 80),
                random.nextBoolean(),
                random.nextInt(4) > 0 ? Duration.ofHours(24) : Duration.ofMillis(random.nextLong(1, 600_000)),
                outages);
    }

    private static int sometimes(SplittableRandom random, int atMost) {
        return random.nextBoolean() ? 0 : random.nextInt(atMost + 1);
    }
}
