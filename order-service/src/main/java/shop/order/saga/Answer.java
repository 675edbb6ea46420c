package shop.order.saga;

/** What a participant says to a command. */
public enum Answer {
    /** The step is done. */
    DONE,
    /** The step is refused, for a reason of the business: an expected outcome, and no failure. */
    REFUSED,
    /** The step is undone, or was never done and never will be. */
    UNDONE
}
