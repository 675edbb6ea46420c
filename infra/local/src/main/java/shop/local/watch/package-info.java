/** The live board in the terminal: what order-service tells, what the supervisor sees, and how it is drawn. */
@NullMarked
package shop.local.watch;

import org.jspecify.annotations.NullMarked;
