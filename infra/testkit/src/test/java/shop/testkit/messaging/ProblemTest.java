package shop.testkit.messaging;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, the answer is an RFC 9457 problem. */
@QuarkusTest
@WithTestResource(MessagingServers.class)
class ProblemTest {

    private static final String TOY = "{\"name\":\"car\",\"pieces\":3}";

    @TestHTTPResource("/toys")
    URI toys;

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }

    private static void assertProblem(ValidatableResponse response, int status) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("title", notNullValue());
    }

    @Test
    void aGoodRequest_isAnswered() {
        json(TOY).post("/toys").then().statusCode(200).body("name", equalTo("car"));
    }

    @Test
    void unknownPath() {
        assertProblem(given().get("/no/such/path").then(), 404);
        assertProblem(given().accept("text/html").get("/no/such/path").then(), 404);
        assertProblem(json(TOY).post("/toys/not-a-uuid").then(), 404);
    }

    @Test
    void wrongMethod() {
        assertProblem(given().delete("/toys").then(), 405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[]", "{\"name\":7,", "{\"name\":\"car\",\"pieces\":\"many\"}", "\u0000"})
    void malformedBody(String body) {
        assertProblem(json(body).post("/toys").then(), 400);
    }

    @Test
    void invalidBody_namesTheField() {
        assertProblem(
                json("{\"name\":\" \",\"pieces\":1}")
                        .post("/toys")
                        .then()
                        .body("violations[0].field", containsString("name")),
                400);
    }

    @Test
    void wrongContentType() {
        assertProblem(
                given().contentType("text/plain").body("car").post("/toys").then(), 415);
    }

    @Test
    void nothingAcceptable() {
        assertProblem(
                given().contentType("application/json")
                        .accept("image/png")
                        .body(TOY)
                        .post("/toys")
                        .then(),
                406);
    }

    @Test
    void bodyTooLong() {
        assertProblem(
                json("{\"name\":\"" + "x".repeat(70_000) + "\"}").post("/toys").then(), 413);
    }

    /** The framework's own answer, which has no body: the length shows only while the body is read. */
    @Test
    void bodyTooLongInChunks() throws IOException, InterruptedException {
        byte[] body = ("{\"name\":\"" + "x".repeat(200_000) + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(toys)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofInputStream(
                                    () -> new java.io.ByteArrayInputStream(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Assertions.assertThat(answer.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void somethingUnexpected_tellsNothingOfTheInside() {
        assertProblem(
                json("{\"name\":\"broken\",\"pieces\":1}").post("/toys").then().body(not(containsString("secret"))),
                500);
    }
}
