package shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.order.OrderEvent.OrderCancelled;
import shop.order.OrderEvent.OrderConfirmed;
import shop.order.OrderEvent.OrderPlaced;
import shop.order.OrderEvent.OrderRejected;
import shop.order.catalog.ProductChanged;
import shop.order.saga.CommandExamples;
import shop.order.saga.participants.ParticipantCommand;
import shop.order.saga.participants.ParticipantEvent;
import shop.testkit.Contracts;

/** What we send is what was promised, and what others may send is understood. */
class OrderContractTest {

    private static final UUID ORDER = UUID.fromString("019aae2f-6c00-7000-8000-000000000001");
    private static final Money PRICE = new Money(1999, "EUR");

    /** A message as it would be sent. */
    record Sent(String topic, String type, String body) {}

    static List<Sent> sent() {
        List<Sent> sent = new ArrayList<>();
        for (OrderEvent event : List.of(
                new OrderPlaced(
                        ORDER, new CustomerId("customer-1"), List.of(new OrderItem("SKU-1001", 1, PRICE)), PRICE),
                new OrderConfirmed(ORDER, "TRACK-1"),
                new OrderRejected(ORDER, "EXPIRED"),
                new OrderCancelled(ORDER))) {
            sent.add(new Sent(OrderEvent.TOPIC, event.type(), JsonBody.write(event)));
        }
        for (ParticipantCommand command : CommandExamples.all()) {
            sent.add(new Sent(command.topic(), command.type(), JsonBody.write(command)));
        }
        return sent;
    }

    @ParameterizedTest
    @MethodSource("sent")
    void everyMessageSent_validatesAgainstItsSchema(Sent message) {
        Contracts.validate(message.type(), message.body());
        assertThat(message.topic()).isEqualTo(Contracts.topic(message.type()));
    }

    @Test
    void theMessagesSentAreThoseThisServiceOwns() {
        TreeSet<String> types = new TreeSet<>(sent().stream().map(Sent::type).toList());
        assertThat(types).isEqualTo(Contracts.sentBy(OrderFixtures.SERVICE));
    }

    @Test
    void anAddress_travelsInTheShippingCommandAlone() {
        assertThat(sent())
                .filteredOn(message -> message.body().contains("street"))
                .extracting(Sent::type)
                .containsExactly("shop.shipping.ArrangeShipment.v1");
    }

    static Stream<IncomingMessage> examples() {
        return Contracts.readBy(OrderFixtures.SERVICE).stream()
                .flatMap(type -> Contracts.examples(type).stream()
                        .map(body -> new IncomingMessage(
                                UUID.randomUUID(),
                                Contracts.topic(type),
                                ORDER.toString(),
                                type,
                                null,
                                null,
                                null,
                                1,
                                body)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyStoredExample_isUnderstood(IncomingMessage message) {
        if (message.topic().equals("product.events")) {
            assertThat(ProductChanged.read(message).sku()).isNotBlank();
        } else {
            assertThat(ParticipantEvent.read(message).orderId()).isNotNull();
        }
    }
}
