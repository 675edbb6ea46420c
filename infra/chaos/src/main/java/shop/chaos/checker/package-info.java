/** One invariant a file, each a pure function of the evidence. */
@NullMarked
package shop.chaos.checker;

import org.jspecify.annotations.NullMarked;
