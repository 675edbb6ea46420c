/** What only operators may do: the token that lets them in, and the messages that were parked. */
@NullMarked
package shop.messaging.operator;

import org.jspecify.annotations.NullMarked;
