package shop.chaos.checker;

import shop.chaos.evidence.Evidence;
import shop.chaos.history.Event;

/** Money and stock are conserved at any moment, and not in the end alone: what was seen in the middle of it all. */
final class BooksBalancedAllTheTime implements Checker {

    @Override
    public String name() {
        return "books-balanced-all-the-time";
    }

    @Override
    public String promise() {
        return "whenever one looked, in the middle of load and faults, the books of money and stock balanced";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "looks");
        for (Event.Observed observed : evidence.journal().observations()) {
            examination.examined();
            if (observed.violation() != null) {
                examination.violation(
                        null, observed.at(), 1, "%s: %s".formatted(observed.invariant(), observed.violation()));
            }
        }
        return examination.finding();
    }
}
