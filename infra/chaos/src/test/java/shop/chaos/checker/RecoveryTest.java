package shop.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.chaos.evidence.Evidence.LogEntry;
import shop.chaos.evidence.Evidence.Order;
import shop.chaos.history.Answer;
import shop.chaos.history.Event;
import shop.chaos.history.Purchase;
import shop.chaos.history.Purchase.Wish;
import shop.chaos.history.Request;

/** An order a second for a minute, each of which ends after a second; something breaks at second 20. */
class RecoveryTest {

    private static final int ORDERS = 60;

    private final World world = new World();

    @BeforeEach
    void nothingYet() {
        world.events.clear();
        world.orders.clear();
        world.log.clear();
    }

    @Test
    void isCountedFromWhenWhatWasHitIsReady_untilSagasEndAtTheUsualPace() {
        for (int second = 0; second < ORDERS; second++) {
            order(second, second >= 18 && second < 33 ? 34 : second + 1);
        }
        fault(1, "kill", 20, 26, 28);

        assertThat(Recovery.of(world.evidence())).singleElement().satisfies(recovery -> {
            assertThat(recovery.ready()).isEqualTo(Duration.ofSeconds(8));
            assertThat(recovery.recovered())
                    .hasValueSatisfying(
                            took -> assertThat(took).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6)));
        });
    }

    @Test
    void ofAPause_isCountedFromItsEnd() {
        for (int second = 0; second < ORDERS; second++) {
            order(second, second >= 19 && second < 27 ? 27 : second + 1);
        }
        fault(1, "pause", 20, 26, 40);

        assertThat(Recovery.of(world.evidence()))
                .singleElement()
                .satisfies(recovery -> assertThat(recovery.ready()).isEqualTo(Duration.ofSeconds(6)));
    }

    @Test
    void isNotKnown_whereAnotherFaultComesInBetween() {
        for (int second = 0; second < ORDERS; second++) {
            order(second, second >= 18 && second < 40 ? 40 : second + 1);
        }
        fault(1, "kill", 20, 26, 28);
        fault(2, "kill", 30, 31, 32);

        assertThat(Recovery.of(world.evidence()).getFirst().recovered()).isEmpty();
    }

    @Test
    void isSettled_whenEveryOrderHasEndedThatWasAcceptedBeforeTheFaultsEnd() {
        for (int second = 0; second < ORDERS; second++) {
            order(second, second == 10 ? 37 : second == 30 ? 59 : second + 1);
        }
        fault(1, "kill", 20, 26, 28);

        assertThat(Recovery.of(world.evidence()))
                .singleElement()
                .satisfies(recovery -> assertThat(recovery.settled()).hasValue(Duration.ofSeconds(11)));
    }

    @Test
    void isNeverSettled_whereAnOrderThatWasAcceptedBeforeDoesNotEnd() {
        for (int second = 0; second < ORDERS; second++) {
            order(second, second + 1);
        }
        world.log.removeIf(entry -> entry.order().equals(id(10)));
        fault(1, "kill", 20, 26, 28);

        assertThat(Recovery.of(world.evidence()))
                .singleElement()
                .satisfies(recovery -> assertThat(recovery.settled()).isEmpty());
    }

    @Test
    void isSettled_whateverAClockSays_thatWasAhead() {
        for (int second = 0; second < ORDERS; second++) {
            order(second, second == 10 ? 3_600 : second + 1);
        }
        fault(1, "clock-jump", 20, 26, 28);
        world.events.add(new Event.Rested(second(90), 60, null));

        assertThat(Recovery.of(world.evidence()))
                .singleElement()
                .satisfies(recovery -> assertThat(recovery.settled()).hasValue(Duration.ofSeconds(1)));
    }

    private void order(int placedSecond, int endedSecond) {
        UUID order = id(placedSecond);
        Purchase purchase = new Purchase(Wish.CONFIRM, "customer-1", "SKU-1", 1, "DE");
        Request request = Request.place(placedSecond, "order-service", purchase, "key-" + placedSecond);
        world.events.add(new Event.Invoked(second(placedSecond), placedSecond, request));
        world.events.add(new Event.Answered(
                second(placedSecond), placedSecond, new Answer(Answer.Outcome.OK, 201, order, "PENDING", null, null)));
        world.orders.add(new Order(
                order,
                "customer-1",
                "CONFIRMED",
                null,
                null,
                100,
                Map.of("SKU-1", 1L),
                second(placedSecond),
                second(endedSecond)));
        world.log.add(
                new LogEntry(order, 1, second(endedSecond), "STEP_DONE", "commit-stock", "RUNNING", "COMPLETED", null));
    }

    private void fault(int number, String kind, int began, int ended, int healed) {
        world.events.add(new Event.FaultBegan(second(began), number, kind, "kafka"));
        world.events.add(new Event.FaultTookEffect(second(began), number, "it is gone"));
        world.events.add(new Event.FaultHealed(second(healed), number, second(ended)));
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }

    private static Instant second(int second) {
        return World.START.plusSeconds(second);
    }
}
