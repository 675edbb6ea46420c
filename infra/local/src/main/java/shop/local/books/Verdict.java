package shop.local.books;

/** What a check found. */
public enum Verdict {
    /** Everything that could be seen is as it must be. */
    HOLDS,
    /** Something is not: the violations name it. */
    BROKEN,
    /** It cannot be seen at present. */
    UNKNOWN;

    /** Of both together: what is broken is broken, and what is unknown is not known to hold. */
    Verdict and(Verdict other) {
        if (this == BROKEN || other == BROKEN) {
            return BROKEN;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : HOLDS;
    }
}
