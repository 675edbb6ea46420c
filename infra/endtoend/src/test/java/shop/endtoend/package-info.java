/** The whole system as a user has it: real processes, started by the command line, asked over REST, killed. */
@NullMarked
package shop.endtoend;

import org.jspecify.annotations.NullMarked;
