package shop.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static shop.order.OrderFixtures.SERVICE;
import static shop.order.OrderFixtures.anOrder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;
import shop.testkit.KafkaResource;
import shop.testkit.PostgresResource;

/** Orders that wait on the event loops, each on a connection of its own, more of them than there are loops. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "service", value = SERVICE))
@WithTestResource(KafkaResource.class)
class OrderCrowdTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Several for each event loop, of which there are two a core. */
    private static final int CROWD = 8 * Runtime.getRuntime().availableProcessors();

    @Inject
    BatchConsumer batches;

    @Inject
    Intake intake;

    @Inject
    DataSource dataSource;

    @TestHTTPResource("/orders")
    URI orders;

    @BeforeEach
    void catalogue() {
        OrderFixtures.publishCatalogue(batches);
    }

    @Test
    void whileOrdersWait_othersAreServed_andThenEveryOneIsAnswered() throws Exception {
        try (HttpClient client = newClient()) {
            List<CompletableFuture<HttpResponse<String>>> answers;
            CompletableFuture<HttpResponse<String>> held;
            try (Blocker blocker = new Blocker(dataSource)) {
                held = client.sendAsync(post(blocker.key()), BodyHandlers.ofString());
                blocker.awaitSomeone();
                answers = IntStream.range(0, CROWD)
                        .mapToObj(i -> client.sendAsync(post(Uuid7.next().toString()), BodyHandlers.ofString()))
                        .toList();
                await().atMost(PATIENCE).until(() -> intake.waiting() == CROWD + 1);

                List<CompletableFuture<HttpResponse<String>>> invalid = IntStream.range(0, CROWD)
                        .mapToObj(i -> client.sendAsync(post("no key"), BodyHandlers.ofString()))
                        .toList();
                assertThat(invalid)
                        .allSatisfy(
                                answer -> assertThat(answer.join().statusCode()).isEqualTo(400));
                given().get("/orders").then().statusCode(200);
                assertThat(answers).noneMatch(CompletableFuture::isDone);
            }
            assertThat(held.join().statusCode()).isEqualTo(201);
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.join().statusCode()).isEqualTo(201);
                assertThat(answer.join().headers().firstValue("Location"))
                        .hasValueSatisfying(location -> assertThat(location).startsWith(orders + "/"));
            }
        }
    }

    @Test
    void whoLeavesBeforeTheAnswer_hasOrderedAllTheSame() throws SQLException {
        String key;
        try (Blocker blocker = new Blocker(dataSource)) {
            key = blocker.key();
            HttpClient client = newClient();
            client.sendAsync(post(key), BodyHandlers.ofString());
            blocker.awaitSomeone();
            client.shutdownNow();
        }
        await().atMost(PATIENCE).until(() -> intake.waiting() == 0);
        anOrder().of(1, "SKU-1001").key(key).post().statusCode(201).header("Idempotent-Replayed", equalTo("true"));
    }

    private static HttpClient newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private HttpRequest post(String key) {
        try {
            String body = new ObjectMapper()
                    .writeValueAsString(anOrder().of(1, "SKU-1001").body());
            return HttpRequest.newBuilder(orders)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", key)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order is JSON", e);
        }
    }
}
