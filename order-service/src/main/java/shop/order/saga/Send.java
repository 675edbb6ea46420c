package shop.order.saga;

/**
 * A command to be sent: its identity is (order, step, direction).
 *
 * @param attempt which sending it is, from 1: for diagnosis only
 */
public record Send(StepName step, Direction direction, int attempt) {}
