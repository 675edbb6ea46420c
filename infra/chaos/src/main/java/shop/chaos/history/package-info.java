/** What was asked, answered and broken, in the order in which it happened: written line by line, and read again by the checkers. */
@NullMarked
package shop.chaos.history;

import org.jspecify.annotations.NullMarked;
