package shop.order.saga;

/** Which way a command goes: to do a step, or to undo it. */
public enum Direction {
    DO,
    UNDO
}
