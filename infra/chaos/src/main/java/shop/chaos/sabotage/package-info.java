/** Corruptions from outside, with which the checkers are tested on a running system. */
@NullMarked
package shop.chaos.sabotage;

import org.jspecify.annotations.NullMarked;
