package shop.inventory;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import shop.inventory.InventoryCommand.CommitStock;
import shop.inventory.InventoryCommand.ReleaseStock;
import shop.inventory.InventoryCommand.ReserveStock;
import shop.inventory.InventoryEvent.Reason;
import shop.inventory.InventoryEvent.StockCommitted;
import shop.inventory.InventoryEvent.StockRejected;
import shop.inventory.InventoryEvent.StockReleased;
import shop.inventory.InventoryEvent.StockReserved;
import shop.inventory.StockReservation.State;

/**
 * What a command does to a reservation. Each cell: the new state, the answer.
 *
 * <pre>
 * state     | ReserveStock              | ReleaseStock            | CommitStock
 * none      | RESERVED  StockReserved   | RELEASED  StockReleased | illegal
 *           | REJECTED  StockRejected   |                         |
 * RESERVED  | =         StockReserved   | RELEASED  StockReleased | COMMITTED  StockCommitted
 * COMMITTED | =         StockReserved   | illegal                 | =          StockCommitted
 * RELEASED  | =         RELEASED_BEFORE | =         StockReleased | illegal
 * REJECTED  | =         StockRejected   | =         StockReleased | illegal
 * </pre>
 *
 * A command carried out already is answered again with its recorded outcome and moves nothing. RELEASED without items is
 * the tombstone of an undo that came first. An illegal cell means that the saga's invariants are broken: it throws.
 *
 * @param reservation the reservation as it is now
 * @param event the answer
 * @param movements what has to be done to the stock, at most one movement a SKU
 */
public record InventoryDecision(StockReservation reservation, InventoryEvent event, List<Movement> movements) {

    public InventoryDecision {
        movements = List.copyOf(movements);
    }

    /**
     * Decides; no I/O, no clock, no effect.
     *
     * @param current the order's reservation, or null where there is none yet
     * @param stock by SKU, of at least those a {@link ReserveStock} names, as far as there are such products
     * @throws IllegalStateException if the command is illegal in the reservation's state; it names both
     */
    public static InventoryDecision decide(
            @Nullable StockReservation current, InventoryCommand command, Map<String, Stock> stock) {
        return switch (command) {
            case ReserveStock reserve -> current == null ? reserve(reserve, stock) : reserveAgain(current);
            case ReleaseStock undo -> current == null ? tombstone(undo) : undo(current);
            case CommitStock commit -> commit(current, commit);
        };
    }

    /** All or nothing: one item that cannot be reserved rejects the order. */
    private static InventoryDecision reserve(ReserveStock command, Map<String, Stock> stock) {
        UUID orderId = command.orderId();
        List<Item> items = eachSkuOnce(command.items());
        for (Item item : items) {
            Reason refusal = refusal(item, stock.get(item.sku()));
            if (refusal != null) {
                return new InventoryDecision(
                        new StockReservation(orderId, State.REJECTED, items, refusal, item.sku()),
                        new StockRejected(orderId, refusal, item.sku()),
                        List.of());
            }
        }
        StockReservation reserved = new StockReservation(orderId, State.RESERVED, items, null, null);
        return new InventoryDecision(reserved, new StockReserved(orderId), movements(Movement.Kind.RESERVE, reserved));
    }

    private static @Nullable Reason refusal(Item item, @Nullable Stock stock) {
        if (stock == null) {
            return Reason.UNKNOWN_SKU;
        }
        return item.quantity() > stock.available() ? Reason.OUT_OF_STOCK : null;
    }

    private static InventoryDecision reserveAgain(StockReservation current) {
        UUID orderId = current.orderId();
        return unchanged(
                current,
                switch (current.state()) {
                    case RESERVED, COMMITTED -> new StockReserved(orderId);
                    case RELEASED -> new StockRejected(orderId, Reason.RELEASED_BEFORE, null);
                    case REJECTED ->
                        new StockRejected(orderId, Objects.requireNonNull(current.reason()), current.rejectedSku());
                });
    }

    private static InventoryDecision tombstone(ReleaseStock command) {
        return new InventoryDecision(
                new StockReservation(command.orderId(), State.RELEASED, List.of(), null, null),
                new StockReleased(command.orderId()),
                List.of());
    }

    private static InventoryDecision undo(StockReservation current) {
        StockReleased released = new StockReleased(current.orderId());
        return switch (current.state()) {
            case RESERVED ->
                new InventoryDecision(current.in(State.RELEASED), released, movements(Movement.Kind.RELEASE, current));
            case RELEASED, REJECTED -> unchanged(current, released);
            case COMMITTED -> throw illegal(current.state(), "ReleaseStock", current.orderId());
        };
    }

    private static InventoryDecision commit(@Nullable StockReservation current, CommitStock command) {
        if (current == null) {
            throw illegal(null, "CommitStock", command.orderId());
        }
        StockCommitted committed = new StockCommitted(current.orderId());
        return switch (current.state()) {
            case RESERVED ->
                new InventoryDecision(current.in(State.COMMITTED), committed, movements(Movement.Kind.COMMIT, current));
            case COMMITTED -> unchanged(current, committed);
            case RELEASED, REJECTED -> throw illegal(current.state(), "CommitStock", command.orderId());
        };
    }

    private static InventoryDecision unchanged(StockReservation current, InventoryEvent answer) {
        return new InventoryDecision(current, answer, List.of());
    }

    private static List<Movement> movements(Movement.Kind kind, StockReservation reservation) {
        return reservation.items().stream()
                .map(item -> new Movement(kind, item.sku(), item.quantity()))
                .toList();
    }

    /** An order may name a SKU twice; in its reservation it stands once. */
    private static List<Item> eachSkuOnce(List<Item> items) {
        Map<String, Long> quantities = new TreeMap<>();
        items.forEach(item -> quantities.merge(item.sku(), item.quantity(), Math::addExact));
        return quantities.entrySet().stream()
                .map(sum -> new Item(sum.getKey(), sum.getValue()))
                .toList();
    }

    private static IllegalStateException illegal(@Nullable State state, String command, UUID orderId) {
        return new IllegalStateException("%s is illegal for the reservation of order %s, which is %s"
                .formatted(command, orderId, state == null ? "unknown" : state));
    }
}
