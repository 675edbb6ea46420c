package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.inventory.InventoryFixtures.commit;
import static shop.inventory.InventoryFixtures.item;
import static shop.inventory.InventoryFixtures.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import shop.inventory.InventoryCommand.ReserveStock;
import shop.inventory.StockReservation.State;

/**
 * Random commands, in any order and any number of times: the books of every SKU balance after each of them. A failure
 * names its seed; {@code -Dinventory.seed=N} runs that one alone.
 */
class InventoryConservationTest {

    private static final int SEQUENCES = 500;
    private static final int COMMANDS = 200;
    private static final int ORDERS = 12;
    private static final List<String> SKUS = List.of("ink", "lamp", "pen", "scale");

    @Test
    void anyCommands_conserveStock() {
        Long chosen = Long.getLong("inventory.seed");
        if (chosen != null) {
            assertThat(new Sequence(chosen).run())
                    .as("commands that moved stock")
                    .isPositive();
            return;
        }
        long first = new Random().nextLong(Long.MAX_VALUE - SEQUENCES);
        System.out.printf("seeds from %d; -Dinventory.seed=N runs one alone%n", first);
        int moved = 0;
        for (long seed = first; seed < first + SEQUENCES; seed++) {
            moved += new Sequence(seed).run();
        }
        assertThat(moved).as("commands that moved stock").isGreaterThan(SEQUENCES);
    }

    private static final class Sequence {

        private final long seed;
        private final Random random;
        private final Map<String, Stock> stock = new HashMap<>();
        private final Map<UUID, StockReservation> reservations = new HashMap<>();
        private final List<UUID> orders = new ArrayList<>();

        Sequence(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            SKUS.forEach(sku -> stock.put(sku, Stock.of(random.nextInt(20))));
            for (int i = 0; i < ORDERS; i++) {
                orders.add(new UUID(seed, i));
            }
        }

        int run() {
            int moved = 0;
            for (int i = 0; i < COMMANDS; i++) {
                InventoryCommand command = anyCommand();
                StockReservation current = reservations.get(command.orderId());
                if (!isLegal(current, command)) {
                    continue;
                }
                InventoryDecision decision = InventoryDecision.decide(current, command, Map.copyOf(stock));
                reservations.put(command.orderId(), decision.reservation());
                decision.movements()
                        .forEach(movement -> stock.compute(movement.sku(), (_, before) -> before.after(movement)));
                moved += decision.movements().isEmpty() ? 0 : 1;
                assertBalanced(command);
            }
            return moved;
        }

        private InventoryCommand anyCommand() {
            UUID order = orders.get(random.nextInt(ORDERS));
            return switch (random.nextInt(4)) {
                case 0, 1 -> new ReserveStock(order, anyItems());
                case 2 -> release(order);
                default -> commit(order);
            };
        }

        private List<Item> anyItems() {
            List<Item> items = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                String sku = random.nextInt(20) == 0 ? "owl" : SKUS.get(random.nextInt(SKUS.size()));
                items.add(item(1 + random.nextInt(5), sku));
            }
            return items;
        }

        private static boolean isLegal(StockReservation current, InventoryCommand command) {
            State state = current == null ? null : current.state();
            return switch (command) {
                case ReserveStock _ -> true;
                case InventoryCommand.ReleaseStock _ -> state != State.COMMITTED;
                case InventoryCommand.CommitStock _ -> state == State.RESERVED || state == State.COMMITTED;
            };
        }

        private void assertBalanced(InventoryCommand command) {
            stock.forEach((sku, level) -> {
                assertThat(level.reserved())
                        .as("reserved of %s after %s, seed %d", sku, command, seed)
                        .isEqualTo(sum(sku, State.RESERVED));
                assertThat(level.committed())
                        .as("committed of %s after %s, seed %d", sku, command, seed)
                        .isEqualTo(sum(sku, State.COMMITTED));
                assertThat(level.onHand() + level.committed()).isEqualTo(level.received());
            });
        }

        private long sum(String sku, State state) {
            return reservations.values().stream()
                    .filter(reservation -> reservation.state() == state)
                    .flatMap(reservation -> reservation.items().stream())
                    .filter(item -> item.sku().equals(sku))
                    .mapToLong(Item::quantity)
                    .sum();
        }
    }
}
