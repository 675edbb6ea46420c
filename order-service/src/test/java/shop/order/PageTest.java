package shop.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static shop.order.OrderFixtures.SERVICE;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** The page as it is served; what it does is tried in a browser, in infra/endtoend. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class PageTest {

    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html"})
    void thePage_isNeverStale_andTalksToNobodyElse(String path) {
        given().get(path)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", equalTo("no-cache"))
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
    }

    @Test
    void everythingThePageNeeds_comesFromThisService() {
        String page = given().get("/").asString();

        List<String> addresses = ADDRESS.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();

        assertThat(addresses)
                .anyMatch(address -> address.endsWith(".js"))
                .anyMatch(address -> address.endsWith(".css"))
                .allMatch(address -> address.startsWith("/"))
                .allSatisfy(address -> given().get(address).then().statusCode(200));
    }

    @Test
    void theInterfaces_areNotHeldToThePagesPolicy() {
        given().get("/products").then().statusCode(200).header("Content-Security-Policy", nullValue());
    }
}
