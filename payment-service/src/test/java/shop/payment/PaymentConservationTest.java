package shop.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.payment.PaymentFixtures.EUR;
import static shop.payment.PaymentFixtures.authorize;
import static shop.payment.PaymentFixtures.capture;
import static shop.payment.PaymentFixtures.undo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.payment.Payment.State;

/**
 * Random commands, in any order and any number of times: money is neither made nor lost, and never held twice. A failure
 * names its seed; {@code -Dpayment.seed=N} runs that one alone.
 */
class PaymentConservationTest {

    private static final int SCHEDULES = 2_000;
    private static final int COMMANDS = 200;
    private static final int ORDERS = 20;
    private static final int CUSTOMERS = 3;
    private static final long DEPOSIT = 1_000;

    @Test
    void whateverIsAsked_moneyIsConserved() {
        Long chosen = Long.getLong("payment.seed");
        if (chosen != null) {
            run(chosen);
            return;
        }
        long first = new Random().nextLong(Long.MAX_VALUE - SCHEDULES);
        for (long seed = first; seed < first + SCHEDULES; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        Map<UUID, Payment> payments = new HashMap<>();
        Map<String, Funds> funds = new HashMap<>();
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            funds.put("customer-" + customer, new Funds(EUR, DEPOSIT, 0));
        }
        List<Movement> movements = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            PaymentCommand command = randomCommand(random);
            PaymentDecision decision;
            try {
                decision = PaymentDecision.decide(payments.get(command.orderId()), command, funds);
            } catch (IllegalStateException illegal) {
                // The saga never asks for it; a message that does is parked, and changes nothing.
                continue;
            }
            payments.put(command.orderId(), decision.payment());
            Movement movement = decision.movement();
            if (movement != null) {
                movements.add(movement);
                funds.computeIfPresent(movement.customerId(), (_, before) -> before.after(movement));
            }
            check(seed, i, command, payments, funds);
        }
        assertThat(movements.stream().map(movement -> List.of(movement.kind(), movement.orderId())))
                .as("seed %d: an order has each kind of movement once", seed)
                .doesNotHaveDuplicates();
    }

    private static PaymentCommand randomCommand(Random random) {
        UUID order = new UUID(0, random.nextInt(ORDERS));
        return switch (random.nextInt(5)) {
            case 0, 1, 2 -> authorize(order, "customer-" + random.nextInt(CUSTOMERS + 1), random.nextLong(DEPOSIT / 2));
            case 3 -> undo(order);
            default -> capture(order);
        };
    }

    private static void check(
            long seed, int step, PaymentCommand command, Map<UUID, Payment> payments, Map<String, Funds> funds) {
        funds.forEach((customer, has) -> {
            assertThat(has.held())
                    .as("seed %d, step %d, %s: held of %s", seed, step, command, customer)
                    .isEqualTo(sum(payments, customer, State.AUTHORIZED));
            assertThat(has.balance())
                    .as("seed %d, step %d, %s: balance of %s", seed, step, command, customer)
                    .isEqualTo(DEPOSIT - sum(payments, customer, State.CAPTURED));
        });
    }

    private static long sum(Map<UUID, Payment> payments, String customer, State state) {
        long sum = 0;
        for (Payment payment : payments.values()) {
            Money amount = payment.amount();
            if (payment.state() == state && amount != null && customer.equals(payment.customerId())) {
                sum += amount.amount();
            }
        }
        return sum;
    }
}
