package shop.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published language hangs together: document, schemas, examples and topics name the same things. */
class ContractsTest {

    private static final Set<String> PARTIES =
            Set.of("order-service", "payment-service", "inventory-service", "shipping-service", "anyone");

    private static final String ORDER_ID = "019aae2f-6c00-7000-8000-000000000001";

    static Stream<String> types() {
        return Contracts.types().stream();
    }

    @Test
    void theDocumentNamesJustTheSchemasThereAre() {
        assertThat(Contracts.types()).isEqualTo(Contracts.schemaTypes());
        assertThat(Contracts.types()).isEqualTo(Contracts.exampleTypes());
    }

    @Test
    void everyMessageOfTheDocumentTravelsOnATopic() {
        Set<String> named = new TreeSet<>();
        Contracts.asyncApi()
                .at("/components/messages")
                .forEach(message -> named.add(message.path("name").asText()));
        assertThat(named).isEqualTo(Contracts.types());
    }

    @Test
    void everyReferenceOfTheDocumentLeadsSomewhere() {
        assertThat(Contracts.asyncApi().findValues("$ref"))
                .isNotEmpty()
                .filteredOn(reference -> reference.asText().startsWith("#"))
                .allSatisfy(reference -> assertThat(Contracts.asyncApi()
                                .at(reference.asText().substring(1))
                                .isMissingNode())
                        .as(reference.asText())
                        .isFalse());
    }

    @Test
    void theTopicsAreThoseOfTheOneList() throws IOException {
        Path list = Path.of(System.getProperty("saga.root"), "infra/deploy/kafka/topics.json");
        Set<String> listed = new TreeSet<>();
        for (JsonNode topic : new ObjectMapper().readTree(list.toFile())) {
            String name = topic.path("name").asText();
            if (name.startsWith("connect-")) {
                continue; // Kafka Connect's own: nobody else reads or writes them.
            }
            listed.add(name);
            JsonNode promised = Contracts.asyncApi().path("channels").path(name).at("/bindings/kafka");
            assertThat(promised.path("partitions")).as(name).isEqualTo(topic.path("partitions"));
            assertThat(promised.at("/topicConfiguration/cleanup.policy").path(0).asText())
                    .as("clean-up of " + name)
                    .isEqualTo(topic.at("/config/cleanup.policy").asText());
        }
        assertThat(Contracts.topics()).isEqualTo(listed);
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyMessageHasOneOwnerAndAReader(String type) {
        assertThat(Contracts.owner(type)).isIn(PARTIES).isNotEqualTo("anyone");
        assertThat(Contracts.readers(type)).isNotEmpty().isSubsetOf(PARTIES).doesNotContain(Contracts.owner(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyMessagePointsToTheSchemaOfItsName(String type) {
        JsonNode messages = Contracts.asyncApi().at("/components/messages");
        String simpleName = type.split("\\.")[2];
        assertThat(messages.at("/" + simpleName + "/name").asText()).isEqualTo(type);
        assertThat(messages.at("/" + simpleName + "/payload/schema/$ref").asText())
                .isEqualTo("schemas/" + type + ".json");
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyExampleKeepsItsContract(String type) {
        assertThat(Contracts.examples(type)).allSatisfy(example -> Contracts.validate(type, example));
    }

    @ParameterizedTest
    @MethodSource("types")
    void noMessageMayBeEmpty(String type) {
        assertThatThrownBy(() -> Contracts.validate(type, "{}")).isInstanceOf(AssertionError.class);
    }

    @Test
    void aBodyThatBreaksItsContract_isRefusedWithEveryViolation() {
        String twiceWrong = "{\"orderId\": \"not-an-id\", \"amount\": {\"amount\": -1, \"currency\": \"EUR\"}}";
        assertThatThrownBy(() -> Contracts.validate("shop.payment.PaymentAuthorized.v1", twiceWrong))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("orderId")
                .hasMessageContaining("/amount/amount");
    }

    @Test
    void anUnknownReason_isRefused() {
        String unknown = "{\"orderId\": \"%s\", \"reason\": \"BAD_WEATHER\"}".formatted(ORDER_ID);
        assertThatThrownBy(() -> Contracts.validate("shop.shipping.ShipmentRejected.v1", unknown))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("reason");
    }

    @Test
    void aTypeWithoutAContract_isRefused() {
        assertThatThrownBy(() -> Contracts.validate("shop.payment.PaymentForgotten.v1", "{}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("shop.payment.PaymentForgotten.v1");
    }
}
