package shop.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.messaging.JsonBody;
import shop.messaging.MalformedMessageException;
import shop.messaging.UnknownMessageException;
import shop.messaging.Uuid7;
import shop.shipping.ShippingEvent.Reason;
import shop.shipping.ShippingEvent.ShipmentArranged;
import shop.shipping.ShippingEvent.ShipmentCancelled;
import shop.shipping.ShippingEvent.ShipmentCommandFailed;
import shop.shipping.ShippingEvent.ShipmentRejected;
import shop.testkit.Contracts;

/** What we send is what was published, and we understand everything that was ever sent to us. */
class ShippingContractTest {

    private static final String SERVICE = "shipping-service";
    private static final UUID ORDER = Uuid7.next();

    static List<ShippingEvent> events() {
        List<ShippingEvent> events = new ArrayList<>();
        events.add(new ShipmentArranged(ORDER, TrackingNumber.of(ORDER)));
        events.add(new ShipmentCancelled(ORDER));
        events.add(new ShipmentCommandFailed(ORDER, ShippingCommand.ARRANGE_SHIPMENT, "the body is not JSON"));
        Stream.of(Reason.values())
                .map(reason -> new ShipmentRejected(ORDER, reason))
                .forEach(events::add);
        return events;
    }

    static Set<String> commandTypes() {
        return Contracts.readBy(SERVICE);
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatWeSend_isWhatWasPublished(ShippingEvent event) {
        Contracts.validate(event.type(), JsonBody.write(event));
        assertThat(Contracts.owner(event.type())).isEqualTo(SERVICE);
        assertThat(Contracts.topic(event.type())).isEqualTo("shipping.events");
    }

    @Test
    void weSendAllThatWasPublishedAsOurs() {
        Set<String> sent = new TreeSet<>();
        events().forEach(event -> sent.add(event.type()));
        assertThat(sent).isEqualTo(Contracts.sentBy(SERVICE));
    }

    @ParameterizedTest
    @MethodSource("commandTypes")
    void weUnderstandWhatWasEverSentToUs(String type) {
        assertThat(Contracts.topic(type)).isEqualTo("shipping.commands");
        assertThat(Contracts.examples(type)).allSatisfy(example -> {
            ShippingCommand command = ShippingCommand.read(ShippingFixtures.message("a-key", type, example));
            assertThat(command.orderId()).isNotNull();
        });
    }

    @Test
    void anUnknownType_isRefused() {
        assertThatThrownBy(() ->
                        ShippingCommand.read(ShippingFixtures.message("a-key", "shop.shipping.LoseShipment.v1", "{}")))
                .isInstanceOf(UnknownMessageException.class)
                .hasMessageContaining("shop.shipping.LoseShipment.v1");
    }

    @ParameterizedTest
    @MethodSource("commandTypes")
    void aBodyWithoutItsFields_isRefused(String type) {
        for (String body : List.of("{}", "[]", "null", "not JSON", "{\"orderId\": \"not-an-id\"}")) {
            assertThatThrownBy(() -> ShippingCommand.read(ShippingFixtures.message("a-key", type, body)))
                    .as(body)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void anAddressThatLacksAField_isRefused() {
        String body = "{\"orderId\": \"%s\", \"address\": {\"name\": \"Ada\", \"country\": \"FR\"}}".formatted(ORDER);
        assertThatThrownBy(() ->
                        ShippingCommand.read(ShippingFixtures.message("a-key", ShippingCommand.ARRANGE_SHIPMENT, body)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("street");
    }
}
