package shop.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.inventory.InventoryFixtures.SERVICE;

import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import shop.inventory.InventoryEvent.Reason;
import shop.inventory.InventoryEvent.StockCommandFailed;
import shop.inventory.InventoryEvent.StockCommitted;
import shop.inventory.InventoryEvent.StockRejected;
import shop.inventory.InventoryEvent.StockReleased;
import shop.inventory.InventoryEvent.StockReserved;
import shop.messaging.IncomingMessage;
import shop.messaging.JsonBody;
import shop.messaging.MalformedMessageException;
import shop.messaging.OutgoingMessage;
import shop.messaging.UnknownMessageException;
import shop.messaging.Uuid7;
import shop.testkit.Contracts;

/** What we send is what was published, and we understand everything that was ever sent to us. */
class InventoryContractTest {

    private static final UUID ORDER = Uuid7.next();
    private static final OutgoingMessage PRODUCT_CHANGED =
            new ProductChanged("SKU-1", "Notebook", new Money(1290, Currency.getInstance("EUR")), 2).message();

    static List<InventoryEvent> events() {
        Stream<InventoryEvent> rejected = Stream.of(Reason.values())
                .map(reason -> new StockRejected(ORDER, reason, reason == Reason.RELEASED_BEFORE ? null : "SKU-1"));
        Stream<InventoryEvent> others = Stream.of(
                new StockReserved(ORDER),
                new StockReleased(ORDER),
                new StockCommitted(ORDER),
                new StockCommandFailed(ORDER, InventoryCommand.COMMIT_STOCK, "it is RELEASED"));
        return Stream.concat(rejected, others).toList();
    }

    static Set<String> commandTypes() {
        return Contracts.readBy(SERVICE);
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatWeSend_isWhatWasPublished(InventoryEvent event) {
        Contracts.validate(event.type(), JsonBody.write(event));
        assertThat(Contracts.owner(event.type())).isEqualTo(SERVICE);
        assertThat(Contracts.topic(event.type())).isEqualTo("inventory.events");
    }

    @Test
    void whatWeTellOfProducts_isWhatWasPublished() {
        Contracts.validate(PRODUCT_CHANGED.type(), PRODUCT_CHANGED.payload());
        assertThat(Contracts.owner(PRODUCT_CHANGED.type())).isEqualTo(SERVICE);
        assertThat(Contracts.topic(PRODUCT_CHANGED.type())).isEqualTo(PRODUCT_CHANGED.topic());
        assertThat(PRODUCT_CHANGED.key()).isEqualTo("SKU-1");
    }

    @Test
    void weSendAllThatWasPublishedAsOurs() {
        Set<String> sent = new TreeSet<>(Set.of(PRODUCT_CHANGED.type()));
        events().forEach(event -> sent.add(event.type()));
        assertThat(sent).isEqualTo(Contracts.sentBy(SERVICE));
    }

    @ParameterizedTest
    @MethodSource("commandTypes")
    void weUnderstandWhatWasEverSentToUs(String type) {
        assertThat(Contracts.topic(type)).isEqualTo("inventory.commands");
        assertThat(Contracts.examples(type)).allSatisfy(example -> {
            InventoryCommand command = InventoryCommand.read(message("a-key", type, example));
            assertThat(command.orderId()).isNotNull();
            assertThat(InventoryFixtures.typeOf(command)).isEqualTo(type);
        });
    }

    @Test
    void anUnknownType_isRefused() {
        assertThatThrownBy(() -> InventoryCommand.read(message("a-key", "shop.inventory.LoseStock.v1", "{}")))
                .isInstanceOf(UnknownMessageException.class)
                .hasMessageContaining("shop.inventory.LoseStock.v1");
    }

    @ParameterizedTest
    @MethodSource("commandTypes")
    void aBodyWithoutItsFields_isRefused(String type) {
        for (String body : List.of("{}", "[]", "null", "not JSON", "{\"orderId\": \"not-an-id\"}")) {
            assertThatThrownBy(() -> InventoryCommand.read(message("a-key", type, body)))
                    .as(body)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void itemsThatAreNone_areRefused() {
        List<String> bad = List.of(
                "[]",
                "[null]",
                "[{}]",
                "[{\"sku\": \"SKU-1\"}]",
                "[{\"sku\": \"SKU-1\", \"quantity\": 0}]",
                "[{\"sku\": \"SKU-1\", \"quantity\": 1.5}]",
                "[{\"quantity\": 1}]");
        for (String items : bad) {
            String body = "{\"orderId\": \"%s\", \"items\": %s}".formatted(ORDER, items);
            assertThatThrownBy(() -> InventoryCommand.read(message("a-key", InventoryCommand.RESERVE_STOCK, body)))
                    .as(items)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    private static IncomingMessage message(String key, String type, String payload) {
        return new IncomingMessage(Uuid7.next(), "inventory.commands", key, type, null, null, null, 1, payload);
    }
}
