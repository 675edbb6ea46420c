package shop.local.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import shop.local.server.ServiceDatabase;

class RelayDiagnosisTest {

    private static final ServiceDatabase PAYMENT = new ServiceDatabase("payment-service");
    private static final Map<String, String> WANTED = Map.of("slot.name", "relay_payment_service");
    private static final Optional<Connectors.Status> RUNNING =
            Optional.of(new Connectors.Status("RUNNING", "RUNNING", ""));
    private static final Optional<Connectors.Status> FAILED =
            Optional.of(new Connectors.Status("RUNNING", "FAILED", "org.apache.kafka.connect.errors.ConnectException"));
    private static final Optional<Connectors.Status> STOPPED =
            Optional.of(new Connectors.Status("STOPPED", "UNASSIGNED", ""));

    private static final OutboxSlot.State STREAMING = slot(true, true, true, false, false);
    private static final OutboxSlot.State IDLE = slot(true, true, false, false, false);
    private static final OutboxSlot.State SNAPSHOT = slot(true, true, false, false, true);
    private static final OutboxSlot.State LOST = slot(true, true, false, true, false);
    private static final OutboxSlot.State NO_SLOT = slot(true, false, false, false, false);
    private static final OutboxSlot.State NOT_MIGRATED = slot(false, false, false, false, false);

    @Test
    void streaming_needsNothing_andFollows() {
        RelayDiagnosis diagnosis = seen(STREAMING, Optional.of(WANTED), RUNNING, Duration.ZERO);

        assertThat(diagnosis.repairs()).isEmpty();
        assertThat(diagnosis.health(Duration.ZERO).state()).isEqualTo(RelayHealth.State.FOLLOWING);
        assertThat(diagnosis.health(Duration.ZERO).lagBytes()).isEqualTo(50);
    }

    @Test
    void noOutboxYet_waits() {
        RelayDiagnosis diagnosis = seen(NOT_MIGRATED, Optional.empty(), Optional.empty(), Duration.ofHours(1));

        assertThat(diagnosis.repairs()).isEmpty();
        assertThat(diagnosis.health(Duration.ZERO).state()).isEqualTo(RelayHealth.State.WAITING);
    }

    @Test
    void notRegistered_isRegistered() {
        assertThat(seen(NO_SLOT, Optional.empty(), Optional.empty(), Duration.ZERO)
                        .repairs())
                .hasExactlyElementsOfTypes(Repair.Register.class);
    }

    @Test
    void registeredFromAnOlderTemplate_isRegisteredAgain() {
        assertThat(seen(STREAMING, Optional.of(Map.of()), RUNNING, Duration.ZERO)
                        .repairs())
                .hasExactlyElementsOfTypes(Repair.Register.class);
    }

    @Test
    void failedTask_isRestarted() {
        assertThat(seen(IDLE, Optional.of(WANTED), FAILED, Duration.ZERO).repairs())
                .hasExactlyElementsOfTypes(Repair.Restart.class);
    }

    @Test
    void lostSlot_isDropped_whateverConnectSays() {
        RelayDiagnosis diagnosis = seen(LOST, Optional.of(WANTED), RUNNING, Duration.ZERO);

        assertThat(diagnosis.repairs()).hasExactlyElementsOfTypes(Repair.DropSlot.class);
        assertThat(diagnosis.health(Duration.ZERO).state()).isEqualTo(RelayHealth.State.BROKEN);
    }

    @Test
    void runningByItsOwnWord_butIdleForLong_isRestarted() {
        assertThat(seen(IDLE, Optional.of(WANTED), RUNNING, RelayDiagnosis.PATIENCE)
                        .repairs())
                .isEmpty();
        assertThat(seen(IDLE, Optional.of(WANTED), RUNNING, RelayDiagnosis.PATIENCE.plusSeconds(1))
                        .repairs())
                .hasExactlyElementsOfTypes(Repair.Restart.class);
    }

    @Test
    void sendingASnapshotForLong_isLeftAlone() {
        assertThat(seen(SNAPSHOT, Optional.of(WANTED), RUNNING, RelayDiagnosis.PATIENCE.multipliedBy(10))
                        .repairs())
                .isEmpty();
    }

    @Test
    void stoppedOnPurpose_isLeftAlone() {
        assertThat(seen(IDLE, Optional.of(WANTED), STOPPED, RelayDiagnosis.PATIENCE.multipliedBy(10))
                        .repairs())
                .isEmpty();
    }

    @Test
    void lagClock_tellsTheAgeOfTheOldestUnconfirmedByte() {
        LagClock clock = new LagClock();

        assertThat(clock.behind(100, 100, seconds(0))).isZero();
        assertThat(clock.behind(200, 100, seconds(1))).isZero();
        assertThat(clock.behind(300, 100, seconds(5))).hasSeconds(4);
        assertThat(clock.behind(300, 200, seconds(7))).hasSeconds(2);
        assertThat(clock.behind(300, 300, seconds(8))).isZero();
    }

    private static RelayDiagnosis seen(
            OutboxSlot.State slot,
            Optional<Map<String, String>> config,
            Optional<Connectors.Status> status,
            Duration idleFor) {
        return new RelayDiagnosis(PAYMENT, slot, WANTED, config, status, idleFor);
    }

    private static OutboxSlot.State slot(
            boolean published, boolean exists, boolean active, boolean lost, boolean busy) {
        return new OutboxSlot.State(published, exists, active, lost, busy, 150, 100);
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
