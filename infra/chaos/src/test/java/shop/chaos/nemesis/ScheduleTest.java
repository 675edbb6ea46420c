package shop.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import shop.chaos.nemesis.Schedule.Planned;

/** When what goes wrong follows from the seed alone. */
class ScheduleTest {

    private static final List<FaultKind> KINDS = List.of(
            kind("kill", "kafka", "postgres", "connect"),
            kind("pause", "kafka", "postgres"),
            kind("poison", "a topic"));

    @Test
    void theSameSeed_plansTheSame_andAnotherSeedSomethingElse() {
        assertThat(plan(1)).isEqualTo(plan(1)).isNotEqualTo(plan(2));
    }

    @Test
    void withoutKinds_nothingIsPlanned() {
        assertThat(Schedule.of(1, List.of(), 100, Duration.ZERO, Duration.ofSeconds(6)))
                .isEmpty();
    }

    @Test
    void everyKindAndEveryTarget_hasItsTurn() {
        Set<String> hit = new HashSet<>();
        plan(3).stream().limit(9).forEach(planned -> hit.add(planned.kind().name() + " " + planned.target()));

        assertThat(hit)
                .containsExactlyInAnyOrder(
                        "kill kafka",
                        "kill postgres",
                        "kill connect",
                        "pause kafka",
                        "pause postgres",
                        "poison a topic");
    }

    @Test
    void faultsComeInOrder_andLastAsLongAsTheirKindAllows() {
        List<Planned> plan = plan(4);

        assertThat(plan).extracting(Planned::at).isSorted();
        assertThat(plan).extracting(Planned::number).startsWith(1, 2, 3);
        assertThat(plan)
                .allSatisfy(planned ->
                        assertThat(planned.lasts()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(30)));
        assertThat(plan.getFirst().at()).isEqualTo(Duration.ofSeconds(4));
        assertThat(plan.getLast().at()).isBetween(Duration.ofSeconds(4 + 99 * 3), Duration.ofSeconds(4 + 99 * 9));
    }

    @Test
    void faultsAreChosenByNameAndTarget_andAWrongNameIsRefused() {
        assertThat(FaultKinds.chosen(KINDS, List.of("all"), List.of())).isEqualTo(KINDS);
        assertThat(FaultKinds.chosen(KINDS, List.of("none"), List.of())).isEmpty();
        assertThat(FaultKinds.chosen(KINDS, List.of("all"), List.of("postgres")))
                .extracting(FaultKind::name)
                .containsExactly("kill", "pause");
        assertThat(FaultKinds.chosen(KINDS, List.of("kill"), List.of("postgres")))
                .extracting(FaultKind::targets)
                .containsExactly(List.of("postgres"));
        assertThatThrownBy(() -> FaultKinds.chosen(KINDS, List.of("kil"), List.of()))
                .hasMessageContaining("kill, pause, poison");
        assertThatThrownBy(() -> FaultKinds.chosen(KINDS, List.of("kill"), List.of("a topic")))
                .hasMessageContaining("none of the faults");
    }

    private static List<Planned> plan(long seed) {
        return Schedule.of(seed, KINDS, 100, Duration.ofSeconds(4), Duration.ofSeconds(6));
    }

    private static FaultKind kind(String name, String... targets) {
        return new FaultKind(
                name,
                List.of(targets),
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Set::of,
                (_, _) -> new NoFault());
    }

    private static final class NoFault implements Fault {
        @Override
        public void inject() {}

        @Override
        public Optional<String> evidence() {
            return Optional.empty();
        }

        @Override
        public void heal() {}

        @Override
        public void awaitReady() {}
    }
}
