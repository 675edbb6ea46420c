package shop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand random schedules, other ones each run. One of them again, told step by step:
 *
 * <pre>
 * mvn -pl infra/endtoend -am verify -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=SEED
 * </pre>
 */
class SimulationTest {

    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 100_000);

    @Test
    void everyOrderEnds_theBooksBalanceAtEveryStep_andNothingIsDoneTwice() {
        Long given = Long.getLong("simulation.seed");
        if (given != null) {
            replay(given);
            return;
        }
        long first = new SecureRandom().nextLong() >>> 16;
        System.out.println(SCHEDULES + " schedules from seed " + first + "; the first again: " + replayCommand(first));
        Map<Sighting, Long> seen = new ConcurrentHashMap<>();
        AtomicReference<Violation> violation = new AtomicReference<>();

        LongStream.range(first, first + SCHEDULES).parallel().forEach(seed -> {
            if (violation.get() == null) {
                try {
                    Simulation.run(seed, Participants.PRODUCTION).forEach(what -> seen.merge(what, 1L, Long::sum));
                } catch (Violation found) {
                    violation.set(new Violation(replayCommand(seed) + "\n" + found.getMessage()));
                }
            }
        });

        if (violation.get() != null) {
            throw violation.get();
        }
        System.out.println("Schedules in which it was seen: " + new EnumMap<>(seen));
        assertThat(seen.keySet()).as("a fault never tried proves nothing").containsExactlyInAnyOrder(Sighting.values());
    }

    @Test
    void aSeed_replaysExactly() {
        for (long seed = 1; seed <= 200; seed++) {
            List<String> told = Simulation.tell(seed, Participants.PRODUCTION);

            assertThat(Simulation.tell(seed, Participants.PRODUCTION)).isEqualTo(told);
            assertThat(told).hasSizeGreaterThan(5);
            assertThat(told.getLast()).doesNotStartWith("VIOLATION");
        }
    }

    @Test
    void theSchedules_differ() {
        Set<Sighting> one = Simulation.run(1, Participants.PRODUCTION);

        assertThat(LongStream.range(2, 50).mapToObj(seed -> Simulation.run(seed, Participants.PRODUCTION)))
                .anyMatch(other -> !other.equals(one));
    }

    private static void replay(long seed) {
        List<String> told = Simulation.tell(seed, Participants.PRODUCTION);
        told.forEach(System.out::println);
        assertThat(told.getLast()).as("seed " + seed).doesNotStartWith("VIOLATION");
    }

    private static String replayCommand(long seed) {
        return "mvn -pl infra/endtoend -am verify -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dsimulation.seed=" + seed;
    }
}
