package shop.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.chaos.history.CampaignClock;
import shop.chaos.history.FaultStory;
import shop.chaos.history.History;
import shop.chaos.history.Journal;

/** A schedule is carried out: two at a time, never two at one thing, and everything is healed. */
class NemesisTest {

    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger healed = new AtomicInteger();

    @TempDir
    private Path directory;

    @Test
    void atMostTwoFaults_happenAtATime_andEveryOneIsHealed() throws Exception {
        List<FaultStory> faults = carryOut(kind("a", false), kind("b", false), kind("c", false));

        assertThat(most).hasValueBetween(1, 2);
        assertThat(healed).hasValue(9);
        assertThat(faults).hasSize(9).allSatisfy(fault -> {
            assertThat(fault.evidence()).isEqualTo("seen");
            assertThat(fault.healedAt()).isAfterOrEqualTo(fault.tookEffectAt());
            assertThat(fault.error()).isNull();
        });
    }

    @Test
    void twoFaultsAtOneThing_waitForEachOther() throws Exception {
        carryOut(kind("a", false));

        assertThat(most).hasValue(1);
    }

    @Test
    void aFaultThatFails_isHealedAllTheSame_andSaysSo() throws Exception {
        List<FaultStory> faults = carryOut(kind("a", true));

        assertThat(healed).hasValue(9);
        assertThat(faults).hasSize(9).allSatisfy(fault -> {
            assertThat(fault.evidence()).isNull();
            assertThat(fault.error()).contains("it does not break");
        });
    }

    private List<FaultStory> carryOut(FaultKind... kinds) throws Exception {
        Path file = directory.resolve("history");
        try (History history = new History(file, new CampaignClock())) {
            new Nemesis(Schedule.of(1, List.of(kinds), 9, Duration.ZERO, Duration.ofMillis(1)), history, _ -> {}).run();
        }
        return Journal.read(file).faults();
    }

    private FaultKind kind(String target, boolean fails) {
        return new FaultKind(
                "kind-" + target,
                List.of(target),
                Duration.ofMillis(20),
                Duration.ofMillis(40),
                Set::of,
                (_, _) -> new CountedFault(fails));
    }

    private final class CountedFault implements Fault {

        private final boolean fails;

        CountedFault(boolean fails) {
            this.fails = fails;
        }

        @Override
        public void inject() {
            most.accumulateAndGet(present.incrementAndGet(), Math::max);
            if (fails) {
                throw new IllegalStateException("it does not break");
            }
        }

        @Override
        public Optional<String> evidence() {
            return Optional.of("seen");
        }

        @Override
        public void heal() {
            present.decrementAndGet();
            healed.incrementAndGet();
        }

        @Override
        public void awaitReady() {}
    }
}
