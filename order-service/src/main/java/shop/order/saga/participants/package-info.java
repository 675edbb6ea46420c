/**
 * What the saga says to the participants and hears from them: our own copy of each one's commands and events, with just
 * the fields we need. The published language is in {@code infra/contracts}.
 */
@NullMarked
package shop.order.saga.participants;

import org.jspecify.annotations.NullMarked;
