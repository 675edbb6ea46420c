package shop.payment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static shop.payment.PaymentFixtures.SERVICE;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.messaging.Uuid7;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class AccountResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @ConfigProperty(name = "shop.operator-token")
    String token;

    @Test
    void anAccountIsOpened_withNothingInIt() {
        String customer = "c-" + Uuid7.next();
        open(customer, "EUR")
                .statusCode(201)
                .header("Location", endsWith("/accounts/" + customer))
                .body("accountId", equalTo(customer))
                .body("kind", equalTo("CUSTOMER"))
                .body("balance", equalTo(0));
        operator().get("/accounts/{id}", customer).then().statusCode(200).body("available", equalTo(0));
    }

    @Test
    void theFirstAccountInACurrency_bringsOurs() {
        open("c-" + Uuid7.next(), "CHF").statusCode(201);
        operator().get("/accounts/shop:CHF").then().statusCode(200).body("kind", equalTo("SHOP"));
        operator().get("/accounts/bank:CHF").then().statusCode(200).body("kind", equalTo("BANK"));
    }

    @Test
    void openingTwice_isAConflict() {
        String customer = "c-" + Uuid7.next();
        open(customer, "EUR").statusCode(201);
        problem(open(customer, "EUR"), 409, "has an account already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop:EUR", "with space", "a/b"})
    void aCustomerCannotBeCalledAnything(String name) {
        open(name, "EUR").statusCode(400).contentType(PROBLEM).body("violations.size()", equalTo(1));
    }

    @Test
    void aNameIsBounded() {
        open("c".repeat(65), "EUR").statusCode(400).contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"accountId\": \"ada\", \"currency\": \"EURO\"}",
                "{\"accountId\": \"ada\"}",
                "{\"currency\": \"EUR\"}",
                "{",
                "null",
                "[]"
            })
    void aBodyThatIsNone_isABadRequest(String body) {
        operator().body(body).post("/accounts").then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void depositing_paysInOnce_howeverOftenItIsSent() {
        String customer = "c-" + Uuid7.next();
        open(customer, "EUR").statusCode(201);
        Response first = deposit(customer, "key", 500, "EUR");
        first.then().statusCode(201).body("amount.amount", equalTo(500)).body("accountId", equalTo(customer));
        Response again = deposit(customer, "key", 500, "EUR");
        again.then().statusCode(200).body("depositId", equalTo(first.path("depositId")));
        deposit(customer, "another key", 500, "EUR").then().statusCode(201);
        operator().get("/accounts/{id}", customer).then().body("balance", equalTo(1000));
    }

    @Test
    void depositing_atTheSameTimeUnderTheSameKey_paysInOnce() {
        String customer = "c-" + Uuid7.next();
        open(customer, "EUR").statusCode(201);
        List<Integer> answers = IntStream.range(0, 8)
                .parallel()
                .map(_ -> deposit(customer, "key", 500, "EUR").statusCode())
                .boxed()
                .toList();
        assertThat(answers).containsOnlyOnce(201).containsOnly(200, 201);
        operator().get("/accounts/{id}", customer).then().body("balance", equalTo(500));
    }

    @Test
    void theSameKeyWithAnotherAmount_isRefused() {
        String customer = "c-" + Uuid7.next();
        open(customer, "EUR").statusCode(201);
        deposit(customer, "key", 500, "EUR").then().statusCode(201);
        problem(deposit(customer, "key", 501, "EUR").then(), 422, "another amount");
        operator().get("/accounts/{id}", customer).then().body("balance", equalTo(500));
    }

    @Test
    void anotherCurrency_isRefused() {
        problem(deposit("customer-poor", "key", 500, "USD").then(), 422, "held in EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "shop:EUR", "bank:EUR"})
    void onlyACustomersAccount_isPaidInto(String account) {
        problem(deposit(account, "key", 500, "EUR").then(), 404, "no account");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "1000000000000001"})
    void anAmountIsBounded(long amount) {
        deposit("customer-1", "key", amount, "EUR")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations.size()", equalTo(1));
    }

    @Test
    void aDepositNeedsAKey_andABoundedOne() {
        operator()
                .body(Map.of("amount", 1, "currency", "EUR"))
                .post("/accounts/customer-1/deposits")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations.size()", equalTo(1));
        deposit("customer-1", "k".repeat(101), 1, "EUR").then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void anUnknownAccount_isNotFound() {
        problem(operator().get("/accounts/nobody").then(), 404, "no account nobody");
    }

    @Test
    void accountsAreListed_pageByPage_eachOnce() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Response page = operator()
                    .queryParam("limit", 40)
                    .queryParam("cursor", cursor)
                    .get("/accounts");
            page.then().statusCode(200);
            List<String> ids = page.path("items.accountId");
            assertThat(ids).hasSizeLessThanOrEqualTo(40);
            seen.addAll(ids);
            cursor = page.path("next");
        } while (cursor != null);
        assertThat(seen).doesNotHaveDuplicates().contains("customer-1", "customer-100", "customer-poor", "shop:EUR");
    }

    @ParameterizedTest
    @CsvSource({
        "limit,0",
        "limit,201",
        "limit,many",
        "cursor,ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
    })
    void aPageIsBounded(String parameter, String value) {
        int status = operator().queryParam(parameter, value).get("/accounts").statusCode();
        assertThat(status).isIn(400, 404);
    }

    @Test
    void theSeeds_areThere() {
        operator()
                .get("/accounts/customer-poor")
                .then()
                .statusCode(200)
                .body("balance", equalTo(0))
                .body("currency", equalTo("EUR"));
        operator().get("/accounts/customer-42").then().statusCode(200).body("kind", equalTo("CUSTOMER"));
    }

    @Test
    void theBooksBalance() {
        operator()
                .get("/ledger")
                .then()
                .statusCode(200)
                .body("currency", hasItem("EUR"))
                .body("balanced", not(hasItem(false)))
                .body("accountsThatDiffer", not(hasItem(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accounts", "/accounts/customer-1", "/ledger"})
    void whoIsNoOperator_isTurnedAway(String path) {
        problem(given().get(path).then(), 401, "operators");
        problem(given().header("Authorization", "Bearer wrong").get(path).then(), 401, "operators");
    }

    @Test
    void whoIsNoOperator_opensAndPaysNothing() {
        RequestSpecification stranger = given().contentType(ContentType.JSON).header("Idempotency-Key", "key");
        problem(stranger.body("{}").post("/accounts").then(), 401, "operators");
        problem(stranger.body("{}").post("/accounts/customer-1/deposits").then(), 401, "operators");
    }

    private RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private ValidatableResponse open(String accountId, String currency) {
        return operator()
                .body(Map.of("accountId", accountId, "currency", currency))
                .post("/accounts")
                .then();
    }

    private Response deposit(String accountId, String key, long amount, String currency) {
        return operator()
                .header("Idempotency-Key", key)
                .body(Map.of("amount", amount, "currency", currency))
                .post("/accounts/{id}/deposits", accountId);
    }

    private static void problem(ValidatableResponse response, int status, String detail) {
        response.statusCode(status)
                .contentType(PROBLEM)
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }
}
