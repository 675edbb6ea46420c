package shop.testkit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import shop.messaging.operator.Audit;

/** Asks the service under test for its audit, and holds it to what every service's keeps to. */
public final class AuditClient {

    private static final String PROBLEM = "application/problem+json";

    private final String operatorToken;

    public AuditClient(String operatorToken) {
        this.operatorToken = operatorToken;
    }

    /** What it answers to an operator, which must be 200. */
    public ValidatableResponse ask(String path) {
        return asOperator(path).then().statusCode(200);
    }

    /** What it shows of chosen orders. */
    public ValidatableResponse chosen(UUID... orders) {
        return ask("/audit/orders?ids=" + joined(Stream.of(orders)));
    }

    /** A number in its answer; 0 where there is none. */
    public static long number(Response response, String path) {
        Number found = response.path(path);
        return found == null ? 0 : found.longValue();
    }

    /** Goes through all pages: each is bounded, and together they hold every order once, these among them. */
    public void expectEveryOrderOnce(List<UUID> orders) {
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

    /** A query that asks for no page is refused, as is one for more orders than may be chosen. */
    public void expectRefusals(String... queries) {
        String tooMany = "ids=" + joined(Stream.generate(UUID::randomUUID).limit(Audit.MAX_IDS + 1));
        asOperator("/audit/orders?" + tooMany)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("detail", containsString(String.valueOf(Audit.MAX_IDS)));
        Stream.concat(Stream.of("limit=0", "limit=1001", "ids=one,two"), Stream.of(queries))
                .forEach(query -> asOperator("/audit/orders?" + query)
                        .then()
                        .statusCode(400)
                        .contentType(PROBLEM));
    }

    /** Who has no operator's token is told nothing. */
    public void expectOperatorsOnly() {
        for (String path : List.of("/audit", "/audit/orders")) {
            given().get(path).then().statusCode(401).contentType(PROBLEM);
        }
    }

    private Response asOperator(String path) {
        return given().header("Authorization", "Bearer " + operatorToken).get(path);
    }

    private static String joined(Stream<UUID> ids) {
        return ids.map(UUID::toString).collect(Collectors.joining(","));
    }
}
