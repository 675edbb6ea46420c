package shop.simulation;

import java.util.UUID;
import shop.order.saga.StepName;

/**
 * A command or an event on its way.
 *
 * @param id the same each time the message arrives, another for each message
 * @param orderId what it is about
 * @param step the step it belongs to
 * @param body a participant's command or event, from its production package
 */
record Message(long id, UUID orderId, StepName step, Object body) {}
