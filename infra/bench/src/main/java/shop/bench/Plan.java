package shop.bench;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param firstRun how long services that never ran before are kept busy before they start again; zero: they just go on
 * @param warmUp at {@code startRate}, measured by nobody
 * @param paceRate more than is held: repeated until it makes no difference any more, orders a second; zero: never
 * @param startRate where the search for the highest rate begins, orders a second
 * @param precision of the search: 1.1 for a tenth
 * @param attempts how often the search tries a rate before it takes it for one that is not held
 * @param step of the search, one rate
 * @param tries how many rates, each lower than the last, may be tried until one is held
 * @param held how long the highest rate is to be held, half and twice of it measured, and each load that warms up lasts
 * @param alone how long one client alone is watched
 * @param idle how long nothing happens, to see what that costs
 * @param floor each way of the floor, each time
 * @param drainOrders how many wait when the participants come back
 * @param atRestWithin how long everything that was accepted may take to end, once nothing more is sent
 */
record Plan(
        Duration firstRun,
        Duration warmUp,
        double paceRate,
        double startRate,
        double precision,
        int attempts,
        Duration step,
        int tries,
        Duration held,
        Duration alone,
        Duration idle,
        Duration floor,
        int drainOrders,
        Duration atRestWithin) {

    /** About twenty minutes: a third of them warms up, for JVMs get faster for so long. */
    static final Plan FULL = new Plan(
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            800,
            200,
            1.08,
            2,
            Duration.ofSeconds(20),
            6,
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(8),
            50_000,
            Duration.ofMinutes(5));

    /** Under three minutes with start and stop: says where one stands, not what it is worth to the last order. */
    static final Plan QUICK = new Plan(
            Duration.ZERO,
            Duration.ofSeconds(20),
            0,
            200,
            1.5,
            1,
            Duration.ofSeconds(5),
            2,
            Duration.ofSeconds(8),
            Duration.ofSeconds(4),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            2_000,
            Duration.ofSeconds(60));

    /** The same, with every load as long as that. */
    Plan withLoadsOf(Duration time) {
        return new Plan(
                firstRun,
                warmUp,
                paceRate,
                startRate,
                precision,
                attempts,
                time,
                tries,
                time,
                time,
                idle,
                floor,
                drainOrders,
                atRestWithin);
    }
}
