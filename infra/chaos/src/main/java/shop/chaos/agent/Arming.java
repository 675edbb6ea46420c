package shop.chaos.agent;

/**
 * Where a service is to be halted: at that boundary of the next transaction that is about such a thing of such an order.
 *
 * @param what as in {@link Subject#what}
 * @param trace a part of the order's {@code traceparent}, or its id
 */
public record Arming(Boundary boundary, String what, String trace) {

    boolean isMeant(Subject subject) {
        return subject.what().equals(what)
                && (subject.traceparent().contains(trace) || subject.key().equals(trace));
    }
}
