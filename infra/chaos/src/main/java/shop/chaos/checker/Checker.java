package shop.chaos.checker;

import shop.chaos.evidence.Evidence;

/** One invariant: a pure function of the evidence. */
public interface Checker {

    /** The invariant's name: {@code money-is-conserved}. */
    String name();

    /** What must be true, in a sentence. */
    String promise();

    /** Judges. */
    Finding check(Evidence evidence);
}
