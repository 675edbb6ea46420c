/**
 * Outbox, inbox, batch consumer and parking: what every service needs to take part in the conversation, and none of
 * its words.
 */
@NullMarked
package shop.messaging;

import org.jspecify.annotations.NullMarked;
