package shop.inventory;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static shop.inventory.InventoryFixtures.SERVICE;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shop.messaging.Database;
import shop.messaging.JsonBody;
import shop.messaging.Uuid7;
import shop.testkit.Contracts;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class ProductResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @ConfigProperty(name = "shop.operator-token")
    String token;

    @Inject
    Database database;

    @Inject
    Products products;

    @Test
    void aProductIsAdded_withNothingInStock_andToldToOthers() {
        String sku = newSku();
        create(sku, "Paperweight", 1500, "EUR")
                .statusCode(201)
                .header("Location", endsWith("/products/" + sku))
                .body("sku", equalTo(sku))
                .body("price.amount", equalTo(1500))
                .body("price.currency", equalTo("EUR"))
                .body("version", equalTo(1))
                .body("stock.available", equalTo(0));
        given().get("/products/{sku}", sku).then().statusCode(200).body("name", equalTo("Paperweight"));
        assertThat(toldOf(sku)).containsExactly(told(sku, "Paperweight", 1500, 1));
    }

    @Test
    void addingTwice_isAConflict_andToldOnce() {
        String sku = newSku();
        create(sku, "Paperweight", 1500, "EUR").statusCode(201);
        problem(create(sku, "Another", 1, "EUR"), 409, "There is a product " + sku);
        assertThat(toldOf(sku)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "a/b", "ä"})
    void aSkuCannotBeAnything(String sku) {
        create(sku, "Paperweight", 1500, "EUR")
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations.size()", equalTo(1));
    }

    @Test
    void aSkuAndANameAreBounded() {
        create("s".repeat(65), "Paperweight", 1500, "EUR").statusCode(400).contentType(PROBLEM);
        create(newSku(), "n".repeat(201), 1500, "EUR").statusCode(400).contentType(PROBLEM);
        create(newSku(), " ", 1500, "EUR").statusCode(400).contentType(PROBLEM);
        create(newSku(), "a\u0000b", 1500, "EUR").statusCode(400).contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sku\": \"a\", \"name\": \"b\"}",
                "{\"sku\": \"a\", \"name\": \"b\", \"price\": {\"amount\": 1}}",
                "{\"sku\": \"a\", \"name\": \"b\", \"price\": {\"currency\": \"EUR\"}}",
                "{\"sku\": \"a\", \"name\": \"b\", \"price\": {\"amount\": 1, \"currency\": \"EURO\"}}",
                "{\"name\": \"b\", \"price\": {\"amount\": 1, \"currency\": \"EUR\"}}",
                "{",
                "null",
                "[]"
            })
    void aBodyThatIsNone_isABadRequest(String body) {
        operator().body(body).post("/products").then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void aNewPrice_isANewVersion_andTheSamePriceIsNone() {
        String sku = newSku();
        create(sku, "Paperweight", 1500, "EUR").statusCode(201);
        reprice(sku, 1600).statusCode(200).body("price.amount", equalTo(1600)).body("version", equalTo(2));
        reprice(sku, 1600).statusCode(200).body("version", equalTo(2));
        reprice(sku, 1500).statusCode(200).body("version", equalTo(3));
        assertThat(toldOf(sku))
                .containsExactly(
                        told(sku, "Paperweight", 1500, 1),
                        told(sku, "Paperweight", 1600, 2),
                        told(sku, "Paperweight", 1500, 3));
    }

    @Test
    void pricesSetAtTheSameTime_areToldInTheOrderOfTheirVersions() {
        String sku = newSku();
        create(sku, "Paperweight", 1500, "EUR").statusCode(201);
        IntStream.range(0, 20).parallel().forEach(i -> reprice(sku, 2000 + i).statusCode(200));
        assertThat(toldOf(sku).stream().map(ProductChanged::version))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 21).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_000_000_001L})
    void aPriceIsBounded(long amount) {
        reprice("SKU-1001", amount).statusCode(400).contentType(PROBLEM).body("violations.size()", equalTo(1));
    }

    @Test
    void thePriceOfNothing_isNotFound() {
        problem(reprice("nothing", 1), 404, "no product nothing");
    }

    @Test
    void aDelivery_isAddedOnce_howeverOftenItIsSent() {
        String sku = newSku();
        create(sku, "Paperweight", 1500, "EUR").statusCode(201);
        UUID receipt = Uuid7.next();
        receive(sku, receipt, 5).then().statusCode(201).body("quantity", equalTo(5));
        receive(sku, receipt, 5).then().statusCode(200).body("receiptId", equalTo(receipt.toString()));
        receive(sku, Uuid7.next(), 5).then().statusCode(201);
        given().get("/products/{sku}", sku)
                .then()
                .body("stock.received", equalTo(10))
                .body("stock.onHand", equalTo(10))
                .body("stock.available", equalTo(10));
    }

    @Test
    void aDelivery_sentAtTheSameTime_isAddedOnce() {
        String sku = newSku();
        create(sku, "Paperweight", 1500, "EUR").statusCode(201);
        UUID receipt = Uuid7.next();
        List<Integer> answers = IntStream.range(0, 8)
                .parallel()
                .map(_ -> receive(sku, receipt, 5).statusCode())
                .boxed()
                .toList();
        assertThat(answers).containsOnlyOnce(201).containsOnly(200, 201);
        given().get("/products/{sku}", sku).then().body("stock.received", equalTo(5));
    }

    @Test
    void theSameReceiptOfSomethingElse_isRefused() {
        String sku = newSku();
        create(sku, "Paperweight", 1500, "EUR").statusCode(201);
        UUID receipt = Uuid7.next();
        receive(sku, receipt, 5).then().statusCode(201);
        problem(receive(sku, receipt, 6).then(), 422, "another product or quantity");
        problem(receive("SKU-1001", receipt, 5).then(), 422, "another product or quantity");
        given().get("/products/{sku}", sku).then().body("stock.received", equalTo(5));
    }

    @Test
    void aDeliveryOfAnUnknownProduct_isNotFound() {
        problem(receive("nothing", Uuid7.next(), 5).then(), 404, "no product nothing");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_000_001L})
    void aDeliveryIsBounded(long quantity) {
        receive("SKU-1001", Uuid7.next(), quantity)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations.size()", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"quantity\": 1}", "{\"receiptId\": \"none\", \"quantity\": 1}", "{", "null"})
    void aDeliveryNeedsAReceipt(String body) {
        operator()
                .body(body)
                .post("/products/SKU-1001/stock")
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
    }

    @Test
    void anUnknownProduct_isNotFound_andAnImpossibleOneABadRequest() {
        problem(given().get("/products/nothing").then(), 404, "no product nothing");
        given().get("/products/{sku}", "a b").then().statusCode(400).contentType(PROBLEM);
    }

    @Test
    void productsAreListed_pageByPage_eachOnce() {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = given().queryParam("limit", 5);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/products");
            page.then().statusCode(200);
            List<String> skus = page.path("items.sku");
            assertThat(skus).hasSizeBetween(1, 5);
            seen.addAll(skus);
            cursor = page.path("next");
        } while (cursor != null);
        assertThat(seen).doesNotHaveDuplicates().contains("SKU-1001", "SKU-1012", "SKU-SOLD-OUT");
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,201", "limit,many", "cursor,with space"})
    void aPageIsBounded(String parameter, String value) {
        Response response = given().queryParam(parameter, value).get("/products");
        assertThat(response.statusCode()).isIn(400, 404);
        assertThat(response.contentType()).startsWith(PROBLEM);
    }

    @Test
    void theSeeds_areThere_andWereTold() {
        given().get("/products/SKU-1001")
                .then()
                .statusCode(200)
                .body("price.currency", equalTo("EUR"))
                .body("stock.available", greaterThanOrEqualTo(1_000_000));
        given().get("/products/SKU-SOLD-OUT").then().statusCode(200).body("stock.available", equalTo(0));
        assertThat(toldOf("SKU-1012")).isNotEmpty();
        assertThat(toldOf("SKU-1012").getFirst().version()).isEqualTo(1);
    }

    @Test
    void republishing_tellsEveryProductAgain_pageByPage_andChangesNone() {
        for (int i = 0; i < Products.PAGE_SIZE; i++) {
            String name = "Thing " + i;
            QuarkusTransaction.requiringNew()
                    .run(() -> products.create(newSku(), name, new Money(1, Currency.getInstance("EUR"))));
        }
        long count = database.query("select count(*) from product", row -> row.getLong(1))
                .getFirst();
        long toldBefore = countTold();
        int republished = operator()
                .post("/products/republish")
                .then()
                .statusCode(200)
                .extract()
                .path("products");
        assertThat(republished).isGreaterThan(Products.PAGE_SIZE).isEqualTo((int) count);
        assertThat(countTold()).isEqualTo(toldBefore + count);
        List<ProductChanged> told = toldOf("SKU-1003");
        assertThat(told.getLast()).isEqualTo(told.getFirst());
    }

    @Test
    void theBooksBalance() {
        operator()
                .get("/stock")
                .then()
                .statusCode(200)
                .body("balanced", equalTo(true))
                .body("skusThatDiffer", equalTo(0))
                .body("skus", greaterThanOrEqualTo(13));
    }

    @Test
    void whoIsNoOperator_looks_andChangesNothing() {
        given().get("/products").then().statusCode(200).body("items.size()", not(equalTo(0)));
        problem(given().get("/stock").then(), 401, "operators");
        RequestSpecification stranger =
                given().header("Authorization", "Bearer wrong").contentType(ContentType.JSON);
        problem(stranger.body("{}").post("/products").then(), 401, "operators");
        problem(stranger.body("{}").put("/products/SKU-1001/price").then(), 401, "operators");
        problem(stranger.body("{}").post("/products/SKU-1001/stock").then(), 401, "operators");
        problem(stranger.post("/products/republish").then(), 401, "operators");
    }

    private RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private static String newSku() {
        return "sku-" + Uuid7.next();
    }

    private ValidatableResponse create(String sku, String name, long amount, String currency) {
        return operator()
                .body(Map.of("sku", sku, "name", name, "price", Map.of("amount", amount, "currency", currency)))
                .post("/products")
                .then();
    }

    private ValidatableResponse reprice(String sku, long amount) {
        return operator()
                .body(Map.of("amount", amount, "currency", "EUR"))
                .put("/products/{sku}/price", sku)
                .then();
    }

    private Response receive(String sku, UUID receiptId, long quantity) {
        return operator()
                .body(Map.of("receiptId", receiptId, "quantity", quantity))
                .post("/products/{sku}/stock", sku);
    }

    private static ProductChanged told(String sku, String name, long amount, long version) {
        return new ProductChanged(sku, name, new Money(amount, Currency.getInstance("EUR")), version);
    }

    /** What was said of a product, as the contract says it, in the order of the outbox. */
    private List<ProductChanged> toldOf(String sku) {
        List<String> bodies = database.query(
                "select payload from outbox where topic = 'product.events' and message_key = ? order by id",
                row -> row.getString(1),
                sku);
        bodies.forEach(body -> Contracts.validate(ProductChanged.TYPE, body));
        return bodies.stream()
                .map(body -> JsonBody.read(body, ProductChanged.class))
                .toList();
    }

    private long countTold() {
        return database.query("select count(*) from outbox where topic = 'product.events'", row -> row.getLong(1))
                .getFirst();
    }

    private static void problem(ValidatableResponse response, int status, String detail) {
        response.statusCode(status)
                .contentType(PROBLEM)
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }
}
