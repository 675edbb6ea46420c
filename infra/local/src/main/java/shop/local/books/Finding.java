package shop.local.books;

/** A violation, and which check it violates. */
record Finding(Check check, Violation violation) {}
