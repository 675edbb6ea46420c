package shop.chaos.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.chaos.site.Await;
import shop.local.server.Launch;
import shop.local.server.Processes;

/** A JVM with the trigger of the agent dies where it was told to, once, and leaves word of it. */
class CrashTest {

    private static final String TRACE = "0123456789abcdef0123456789abcdef";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void aTransactionThatIsMeant_endsTheProcess_atTheBoundaryAndNotBefore() throws Exception {
        Trigger trigger = new Trigger(directory, "a-service");
        trigger.arm(new Arming(Boundary.BEFORE_COMMIT, "shop.a.Answer.v1", TRACE));

        ProcessHandle process = start();

        awaitEnd(process);
        assertThat(trigger.whereHalted()).hasValueSatisfying(reached -> {
            assertThat(reached.pid()).isEqualTo(process.pid());
            assertThat(reached.subject())
                    .isEqualTo(new Subject("shop.a.Answer.v1", "order-7", "00-" + TRACE + "-0000000000000001-01"));
        });
        assertThat(said()).containsExactly("begun", "owed");
        assertThat(trigger.complaint()).isEmpty();
    }

    @Test
    void whatIsToBeRelayedFirst_waitsUntilItIs_andDiesThen() throws Exception {
        Trigger trigger = new Trigger(directory, "a-service");
        trigger.arm(new Arming(Boundary.AFTER_RELAY, "shop.a.Answer.v1", TRACE));

        ProcessHandle process = start();

        Await.until("it waits", SOON, () -> trigger.held().isPresent());
        assertThat(process.isAlive()).isTrue();
        assertThat(trigger.whereHalted()).isEmpty();
        trigger.release();
        awaitEnd(process);
        assertThat(trigger.whereHalted()).isPresent();
        assertThat(said()).containsExactly("begun", "owed", "done");
    }

    @Test
    void anotherOrdersTransaction_goesOnToItsEnd() throws Exception {
        Trigger trigger = new Trigger(directory, "a-service");
        trigger.arm(new Arming(Boundary.BEFORE_COMMIT, "shop.a.Answer.v1", "f".repeat(32)));

        awaitEnd(start());

        assertThat(said()).containsExactly("begun", "owed", "done", "committed");
        assertThat(trigger.whereHalted()).isEmpty();
        assertThat(trigger.armed()).isPresent();
    }

    @Test
    void whatIsArmed_isClaimedOnce() throws IOException {
        Trigger trigger = new Trigger(directory, "a-service");
        trigger.arm(new Arming(Boundary.AFTER_COMMIT, "anything", TRACE));

        assertThat(List.of(trigger.claim(), trigger.claim())).containsExactly(true, false);
    }

    @Test
    void aRequestForAnOrder_isKnownByTheOrder() {
        UUID order = UUID.randomUUID();

        assertThat(Subject.of(Hook.CANCELLING_BEGINS, order))
                .containsExactly(new Subject("CANCELLING_BEGINS", order.toString(), ""));
    }

    private ProcessHandle start() throws IOException {
        return Processes.start(new Launch(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ATransaction.class.getName(),
                        directory.toString(),
                        TRACE),
                java.util.Map.of(),
                directory,
                directory.resolve("log")));
    }

    private List<String> said() throws IOException {
        return Files.readAllLines(directory.resolve("log"));
    }

    private static void awaitEnd(ProcessHandle process) throws Exception {
        Await.until("the process ends", SOON, () -> !Processes.isAlive(process));
    }
}
