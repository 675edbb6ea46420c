package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.inventory.InventoryFixtures.commit;
import static shop.inventory.InventoryFixtures.item;
import static shop.inventory.InventoryFixtures.release;
import static shop.inventory.InventoryFixtures.reserve;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shop.inventory.InventoryEvent.Reason;
import shop.inventory.InventoryEvent.StockCommitted;
import shop.inventory.InventoryEvent.StockRejected;
import shop.inventory.InventoryEvent.StockReleased;
import shop.inventory.InventoryEvent.StockReserved;
import shop.inventory.StockReservation.State;

/** Every state with every command: the table of {@link InventoryDecision}, cell by cell. */
class InventoryDecisionTest {

    private static final UUID ORDER = UUID.fromString("019aae2f-6c00-7000-8000-000000000001");
    private static final Map<String, Stock> STOCK = Map.of("ink", Stock.of(10), "pen", Stock.of(3));
    private static final List<Item> ITEMS = List.of(item(2, "ink"), item(3, "pen"));
    private static final List<Item> TOO_MANY = List.of(item(2, "ink"), item(4, "pen"));
    private static final List<Item> UNHEARD_OF = List.of(item(2, "ink"), item(1, "owl"));

    private static final @Nullable StockReservation NONE = null;
    private static final StockReservation RESERVED = in(State.RESERVED);
    private static final StockReservation COMMITTED = in(State.COMMITTED);
    private static final StockReservation RELEASED = in(State.RELEASED);
    private static final StockReservation TOMBSTONE =
            new StockReservation(ORDER, State.RELEASED, List.of(), null, null);
    private static final StockReservation SOLD_OUT = rejected(TOO_MANY, Reason.OUT_OF_STOCK, "pen");
    private static final StockReservation UNKNOWN = rejected(UNHEARD_OF, Reason.UNKNOWN_SKU, "owl");

    private static final InventoryEvent IS_RESERVED = new StockReserved(ORDER);
    private static final InventoryEvent IS_RELEASED = new StockReleased(ORDER);
    private static final InventoryEvent IS_COMMITTED = new StockCommitted(ORDER);
    private static final InventoryEvent OUT_OF_STOCK = new StockRejected(ORDER, Reason.OUT_OF_STOCK, "pen");
    private static final InventoryEvent UNKNOWN_SKU = new StockRejected(ORDER, Reason.UNKNOWN_SKU, "owl");
    private static final InventoryEvent RELEASED_BEFORE = new StockRejected(ORDER, Reason.RELEASED_BEFORE, null);

    private static StockReservation in(State state) {
        return new StockReservation(ORDER, state, ITEMS, null, null);
    }

    private static StockReservation rejected(List<Item> items, Reason reason, String sku) {
        return new StockReservation(ORDER, State.REJECTED, items, reason, sku);
    }

    private static InventoryCommand reserving(List<Item> items) {
        return reserve(ORDER, items.toArray(Item[]::new));
    }

    private static List<Movement> all(Movement.Kind kind) {
        return List.of(new Movement(kind, "ink", 2), new Movement(kind, "pen", 3));
    }

    static Stream<Arguments> legal() {
        InventoryCommand reserve = reserving(ITEMS);
        InventoryCommand tooMany = reserving(TOO_MANY);
        InventoryCommand unheardOf = reserving(UNHEARD_OF);
        InventoryCommand undo = release(ORDER);
        InventoryCommand commit = commit(ORDER);
        List<Movement> nothing = List.of();
        return Stream.of(
                // current, command, next, answer, movements
                Arguments.of(NONE, reserve, RESERVED, IS_RESERVED, all(Movement.Kind.RESERVE)),
                Arguments.of(NONE, tooMany, SOLD_OUT, OUT_OF_STOCK, nothing),
                Arguments.of(NONE, unheardOf, UNKNOWN, UNKNOWN_SKU, nothing),
                Arguments.of(NONE, undo, TOMBSTONE, IS_RELEASED, nothing),
                Arguments.of(RESERVED, reserve, RESERVED, IS_RESERVED, nothing),
                Arguments.of(RESERVED, undo, RELEASED, IS_RELEASED, all(Movement.Kind.RELEASE)),
                Arguments.of(RESERVED, commit, COMMITTED, IS_COMMITTED, all(Movement.Kind.COMMIT)),
                Arguments.of(COMMITTED, reserve, COMMITTED, IS_RESERVED, nothing),
                Arguments.of(COMMITTED, commit, COMMITTED, IS_COMMITTED, nothing),
                Arguments.of(RELEASED, reserve, RELEASED, RELEASED_BEFORE, nothing),
                Arguments.of(RELEASED, undo, RELEASED, IS_RELEASED, nothing),
                Arguments.of(TOMBSTONE, reserve, TOMBSTONE, RELEASED_BEFORE, nothing),
                Arguments.of(TOMBSTONE, undo, TOMBSTONE, IS_RELEASED, nothing),
                Arguments.of(SOLD_OUT, tooMany, SOLD_OUT, OUT_OF_STOCK, nothing),
                Arguments.of(SOLD_OUT, undo, SOLD_OUT, IS_RELEASED, nothing),
                Arguments.of(UNKNOWN, unheardOf, UNKNOWN, UNKNOWN_SKU, nothing),
                Arguments.of(UNKNOWN, undo, UNKNOWN, IS_RELEASED, nothing));
    }

    static Stream<Arguments> illegal() {
        return Stream.of(
                Arguments.of(NONE, commit(ORDER)),
                Arguments.of(COMMITTED, release(ORDER)),
                Arguments.of(RELEASED, commit(ORDER)),
                Arguments.of(TOMBSTONE, commit(ORDER)),
                Arguments.of(SOLD_OUT, commit(ORDER)));
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}, {3}")
    @MethodSource("legal")
    void decides(
            @Nullable StockReservation current,
            InventoryCommand command,
            StockReservation next,
            InventoryEvent answer,
            List<Movement> movements) {
        assertThat(InventoryDecision.decide(current, command, STOCK))
                .isEqualTo(new InventoryDecision(next, answer, movements));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("illegal")
    void refusesWhatBreaksTheSaga_namingStateAndCommand(@Nullable StockReservation current, InventoryCommand command) {
        assertThatThrownBy(() -> InventoryDecision.decide(current, command, STOCK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(command.getClass().getSimpleName())
                .hasMessageContaining(ORDER.toString())
                .hasMessageContaining(
                        current == null ? "unknown" : current.state().name());
    }

    @Test
    void theTwoTablesHoldEveryStateWithEveryCommand() {
        Set<List<Object>> cells = new HashSet<>();
        Stream.concat(legal(), illegal()).forEach(row -> {
            StockReservation current = (StockReservation) row.get()[0];
            cells.add(Arrays.asList(current == null ? null : current.state(), row.get()[1].getClass()));
        });
        int states = State.values().length + 1;
        int commands = InventoryCommand.class.getPermittedSubclasses().length;
        assertThat(cells).hasSize(states * commands);
    }

    @Test
    void theLastPiecesCanBeReserved_andOneMoreCannot() {
        assertThat(decide(reserve(ORDER, item(3, "pen"))).event()).isEqualTo(IS_RESERVED);
        assertThat(decide(reserve(ORDER, item(4, "pen"))).event()).isEqualTo(OUT_OF_STOCK);
    }

    @Test
    void aSkuNamedTwice_isReservedInOneSum() {
        InventoryDecision decision = decide(reserve(ORDER, item(1, "pen"), item(5, "ink"), item(2, "pen")));
        assertThat(decision.reservation().items()).containsExactly(item(5, "ink"), item(3, "pen"));
        assertThat(decide(reserve(ORDER, item(2, "pen"), item(2, "pen"))).event())
                .isEqualTo(OUT_OF_STOCK);
    }

    @Test
    void whatIsReservedAlready_isNotThereForOthers() {
        Map<String, Stock> reserved = Map.of("pen", new Stock(3, 3, 2, 0));
        assertThat(InventoryDecision.decide(null, reserve(ORDER, item(2, "pen")), reserved)
                        .event())
                .isEqualTo(OUT_OF_STOCK);
    }

    @Test
    void stockThatCannotBe_isRefused() {
        for (long[] stock : new long[][] {{1, 2, 0, 0}, {2, 2, 3, 0}, {2, 2, -1, 0}, {2, 3, 0, -1}}) {
            assertThatThrownBy(() -> new Stock(stock[0], stock[1], stock[2], stock[3]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Stock.of(1).after(new Movement(Movement.Kind.COMMIT, "pen", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReservationThatCannotBe_isRefused() {
        assertThatThrownBy(() -> new StockReservation(ORDER, State.RESERVED, List.of(), null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StockReservation(ORDER, State.RESERVED, ITEMS, Reason.OUT_OF_STOCK, "pen"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StockReservation(ORDER, State.REJECTED, ITEMS, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> item(0, "pen")).isInstanceOf(IllegalArgumentException.class);
    }

    private static InventoryDecision decide(InventoryCommand command) {
        return InventoryDecision.decide(null, command, STOCK);
    }
}
