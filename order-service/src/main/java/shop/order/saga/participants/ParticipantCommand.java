package shop.order.saga.participants;

import java.util.UUID;

/** What the saga asks of a participant. The body on the wire is the record's JSON. */
public sealed interface ParticipantCommand permits InventoryCommand, PaymentCommand, ShippingCommand {

    UUID orderId();

    /** The topic it is sent to. */
    String topic();

    /** Its name on the wire, {@code ce_type}. */
    String type();
}
