package shop.shipping;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static shop.shipping.ShippingFixtures.arrange;
import static shop.shipping.ShippingFixtures.arrangeWhereNobodyGoes;
import static shop.shipping.ShippingFixtures.batch;
import static shop.shipping.ShippingFixtures.cancel;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** {@code /audit}: the sums agree with one another, the pages hold every order once. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = "shipping-service"))
@WithTestResource(KafkaResource.class)
class AuditResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @Inject
    BatchConsumer batches;

    @ConfigProperty(name = "shop.operator-token")
    String token;

    @Test
    void theCounts_areOfEachState() {
        long before = arranged();
        carryOut(arrange(Uuid7.next()), arrange(Uuid7.next()), cancel(Uuid7.next()));

        assertThat(arranged()).isEqualTo(before + 2);
        ask("/audit").body("parked", equalTo(0));
    }

    @Test
    void aShipment_isShownWithItsTrackingNumberAndNoAddress() {
        UUID arranged = Uuid7.next();
        UUID rejected = Uuid7.next();
        carryOut(arrange(arranged), arrangeWhereNobodyGoes(rejected));

        String body = chosen(arranged)
                .body("items[0].state", equalTo("ARRANGED"))
                .body("items[0].trackingNumber", equalTo(TrackingNumber.of(arranged)))
                .extract()
                .asString();
        assertThat(body).doesNotContain(ShippingFixtures.PARIS.street());
        chosen(rejected)
                .body("items[0].state", equalTo("REJECTED"))
                .body("items[0].reason", equalTo("COUNTRY_NOT_SERVED"));
        chosen(Uuid7.next(), arranged, rejected)
                .body("items.orderId", hasSize(2))
                .body("next", nullValue());
    }

    @Test
    void thePages_holdEveryOrderOnce() {
        List<UUID> orders = Stream.generate(Uuid7::next).limit(7).toList();
        orders.forEach(order -> carryOut(cancel(order)));

        List<String> seen = new ArrayList<>();
        String next = new UUID(0, 0).toString();
        while (next != null) {
            Response page = ask("/audit/orders?limit=3&after=" + next).extract().response();
            List<String> ids = page.path("items.orderId");
            assertThat(ids).hasSizeLessThanOrEqualTo(3);
            seen.addAll(ids);
            next = page.path("next");
        }

        assertThat(seen)
                .doesNotHaveDuplicates()
                .isSorted()
                .containsAll(orders.stream().map(UUID::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "ids=one,two"})
    void whatIsNoPage_isRefused(String query) {
        operator("/audit/orders?" + query).then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void chosenOrders_areBounded() {
        String ids = Stream.generate(Uuid7::next).limit(101).map(UUID::toString).collect(Collectors.joining(","));
        operator("/audit/orders?ids=" + ids)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", containsString("100"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/audit", "/audit/orders"})
    void whoIsNoOperator_isTurnedAway(String path) {
        given().get(path).then().statusCode(401).contentType(PROBLEM);
    }

    private ValidatableResponse chosen(UUID... orders) {
        return ask("/audit/orders?ids=" + Stream.of(orders).map(UUID::toString).collect(Collectors.joining(",")));
    }

    private ValidatableResponse ask(String path) {
        return operator(path).then().statusCode(200);
    }

    private Response operator(String path) {
        return given().header("Authorization", "Bearer " + token).get(path);
    }

    private void carryOut(ShippingCommand... commands) {
        batches.consume(batch(Stream.of(commands).map(ShippingFixtures::message).toList()));
    }

    private long arranged() {
        Number count = ask("/audit").extract().path("shipments.find { it.state == 'ARRANGED' }?.count");
        return count == null ? 0 : count.longValue();
    }
}
