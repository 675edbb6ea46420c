package shop.order.saga;

/** How far a step has come. */
public enum StepProgress {
    /** Not asked for yet. */
    PENDING,
    /** Asked for, not answered: it may have been done, or not. */
    SENT,
    DONE,
    REFUSED,
    /** The undo is asked for, not answered. */
    UNDOING,
    UNDONE;

    /** Whether an answer is awaited, so that the command is sent again when its time comes. */
    public boolean inFlight() {
        return switch (this) {
            case SENT, UNDOING -> true;
            case PENDING, DONE, REFUSED, UNDONE -> false;
        };
    }
}
