package shop.shipping;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.Uuid7;
import shop.shipping.ShippingCommand.ArrangeShipment;
import shop.shipping.ShippingCommand.CancelShipment;
import shop.testkit.Polled;

/** The words these tests are written in. */
final class ShippingFixtures {

    static final String TOPIC = "shipping.commands";
    static final Address PARIS = new Address("Ada Lovelace", "12 Rue de la Paix", "75002", "Paris", "FR");
    static final Address ANTARCTICA = new Address("R. Amundsen", "Ice Shelf 1", "0", "McMurdo", "AQ");

    static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private ShippingFixtures() {}

    static ArrangeShipment arrange(UUID orderId) {
        return new ArrangeShipment(orderId, PARIS);
    }

    static ArrangeShipment arrangeWhereNobodyGoes(UUID orderId) {
        return new ArrangeShipment(orderId, ANTARCTICA);
    }

    static CancelShipment cancel(UUID orderId) {
        return new CancelShipment(orderId);
    }

    /** The command as a new message; sent twice, it has two ids. */
    static IncomingMessage message(ShippingCommand command) {
        String type = switch (command) {
            case ArrangeShipment _ -> ShippingCommand.ARRANGE_SHIPMENT;
            case CancelShipment _ -> ShippingCommand.CANCEL_SHIPMENT;
        };
        return message(command.orderId().toString(), type, JsonBody.write(command));
    }

    static IncomingMessage message(String key, String type, String payload) {
        return new IncomingMessage(Uuid7.next(), TOPIC, key, type, null, TRACEPARENT, "arrange-shipment", 3, payload);
    }

    /** These messages as one polled batch. */
    static ConsumerRecords<String, String> batch(List<IncomingMessage> messages) {
        Polled polled = Polled.from(TOPIC);
        messages.forEach(polled::message);
        return polled.batch();
    }
}
