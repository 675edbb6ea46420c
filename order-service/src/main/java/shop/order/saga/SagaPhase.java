package shop.order.saga;

/** The saga's state, as operators see it. The last two are final. */
public enum SagaPhase {
    /** Going forward. */
    RUNNING,
    /** Going back: undoing what was done and what may have been done. */
    COMPENSATING,
    /** Every step is done. */
    COMPLETED,
    /** Everything that was or may have been done is undone. */
    COMPENSATED;

    /** Whether nothing will happen any more. */
    public boolean ended() {
        return switch (this) {
            case RUNNING, COMPENSATING -> false;
            case COMPLETED, COMPENSATED -> true;
        };
    }
}
