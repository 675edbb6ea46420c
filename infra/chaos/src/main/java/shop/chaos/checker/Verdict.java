package shop.chaos.checker;

/** What a check ends with. In the order in which they outweigh one another. */
public enum Verdict {
    /** What was looked at is as it must be. */
    VALID,
    /** There was nothing to look at, or it is not known what happened: nothing is proven. */
    UNKNOWN,
    /** Something is not as it must be. */
    INVALID;

    /** Both together: the graver one. */
    public Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
