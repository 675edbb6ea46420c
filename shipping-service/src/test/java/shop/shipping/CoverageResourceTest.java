package shop.shipping;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static shop.shipping.ShippingFixtures.ANTARCTICA;
import static shop.shipping.ShippingFixtures.batch;
import static shop.shipping.ShippingFixtures.message;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.shipping.Shipment.State;
import shop.shipping.ShippingCommand.ArrangeShipment;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** {@code /coverage}: each answer, and each error as a problem. Every test leaves the coverage as it was. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = "shipping-service"))
@WithTestResource(KafkaResource.class)
class CoverageResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @Inject
    BatchConsumer batches;

    @Inject
    Shipments shipments;

    @ConfigProperty(name = "shop.operator-token")
    String operatorToken;

    @Test
    void theFirstDay_servesEuropeAndTheUnitedStates() {
        assertThat(countries(200))
                .contains("DE", "FR", "GB", "IT", "ES", "PL", "SE", "CH", "US")
                .doesNotContain("AQ")
                .isSorted();
    }

    @Test
    void smallPages_holdWhatOneLargePageHolds() {
        assertThat(countries(7)).isEqualTo(countries(200));
    }

    @Test
    void aPage_saysSinceWhenACountryIsServed() {
        given().queryParam("limit", 1)
                .get("/coverage")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].country", equalTo("AD"))
                .body("items[0].servedSince", notNullValue())
                .body("next", equalTo("AD"));
    }

    @Test
    void aCountryAddedAndDropped_isServedMeanwhile() {
        assertThat(shipTo("JP")).isEqualTo(State.REJECTED);

        asOperator().put("/coverage/JP").then().statusCode(204);
        asOperator().put("/coverage/JP").then().statusCode(204);
        assertThat(countries(200)).contains("JP").doesNotHaveDuplicates();
        assertThat(shipTo("JP")).isEqualTo(State.ARRANGED);

        asOperator().delete("/coverage/JP").then().statusCode(204);
        assertThat(countries(200)).doesNotContain("JP");
        assertThat(shipTo("JP")).isEqualTo(State.REJECTED);
    }

    @Test
    void droppingWhatIsNotServed_is404() {
        problem(asOperator().delete("/coverage/AQ").then(), 404).body("detail", containsString("AQ"));
    }

    @Test
    void servingWhatIsNoCountry_is400() {
        problem(asOperator().put("/coverage/XX").then(), 400).body("detail", containsString("XX"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "DEU", "1"})
    void whatIsNoCountryCode_is400(String code) {
        problem(asOperator().put("/coverage/{country}", code).then(), 400).body("violations", hasSize(1));
        problem(asOperator().delete("/coverage/{country}", code).then(), 400).body("violations", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201"})
    void aLimitOutOfBounds_is400(String limit) {
        problem(given().queryParam("limit", limit).get("/coverage").then(), 400).body("violations", hasSize(1));
    }

    @Test
    void aCursorThatIsNone_is400() {
        problem(given().queryParam("cursor", "%").get("/coverage").then(), 400).body("violations", hasSize(1));
    }

    @Test
    void whoIsNoOperator_changesNothing() {
        problem(given().put("/coverage/AQ").then(), 401);
        problem(given().delete("/coverage/DE").then(), 401);
        problem(
                given().header("Authorization", "Bearer guessed")
                        .put("/coverage/AQ")
                        .then(),
                401);
        assertThat(countries(200)).contains("DE").doesNotContain("AQ");
    }

    private RequestSpecification asOperator() {
        return given().header("Authorization", "Bearer " + operatorToken);
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status).contentType(PROBLEM).body("status", equalTo(status));
    }

    /** Every country there is, asked for page by page. */
    private static List<String> countries(int limit) {
        List<String> countries = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = given().queryParam("limit", limit);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/coverage").then().statusCode(200).extract().jsonPath();
            countries.addAll(page.getList("items.country", String.class));
            cursor = page.getString("next");
        } while (cursor != null);
        return countries;
    }

    private State shipTo(String country) {
        UUID order = Uuid7.next();
        Address address = new Address(
                ANTARCTICA.name(), ANTARCTICA.street(), ANTARCTICA.postalCode(), ANTARCTICA.city(), country);
        batches.consume(batch(List.of(message(new ArrangeShipment(order, address)))));
        return shipments.find(order).orElseThrow().state();
    }
}
