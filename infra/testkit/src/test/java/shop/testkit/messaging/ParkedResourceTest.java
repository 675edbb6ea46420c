package shop.testkit.messaging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static shop.testkit.messaging.Records.asking;
import static shop.testkit.messaging.Records.batch;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.messaging.BatchConsumer;

@QuarkusTest
@WithTestResource(MessagingServers.class)
class ParkedResourceTest {

    private static final String PROBLEM = "application/problem+json";

    @Inject
    BatchConsumer consumer;

    @Inject
    ToyHandler handler;

    @Inject
    ToyDatabase database;

    @BeforeEach
    void refusesWhatItIsAskedToRefuse() {
        handler.refuse(true);
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + MessagingServers.OPERATOR_TOKEN);
    }

    private long park(ConsumerRecord<String, String> record) {
        consumer.consume(batch(record));
        return database.parkedId(record.offset());
    }

    @Test
    void replay_afterTheHandlerWasMended_isCarriedOutAndAnsweredOnce() {
        var refused = asking(ToyHandler.REFUSE);
        UUID message = UUID.fromString(refused.key());
        long id = park(refused);

        handler.refuse(false);
        operator().post("/parked/" + id + "/replay").then().statusCode(200).body("answers", equalTo(1));

        assertThat(database.effectsOf(message)).isOne();
        assertThat(database.answersTo(message, ToyHandler.DONE)).isOne();
        operator()
                .post("/parked/" + id + "/replay")
                .then()
                .statusCode(409)
                .contentType(PROBLEM)
                .body("detail", containsString("replayed already"));
        assertThat(database.effectsOf(message)).isOne();
    }

    @Test
    void replay_refusedAgain_isCountedAndHasNoEffect() {
        var refused = asking(ToyHandler.REFUSE);
        long id = park(refused);

        operator()
                .post("/parked/" + id + "/replay")
                .then()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("detail", containsString("Do refused for order " + refused.key()));

        assertThat(database.effectsOf(UUID.fromString(refused.key()))).isZero();
        operator().get("/parked?limit=1").then().body("items[0].replays", equalTo(1));
    }

    @Test
    void replay_ofAnUnreadableRecord_isRefused() {
        long id = park(Records.record("key", Map.of(), "{}"));

        operator().post("/parked/" + id + "/replay").then().statusCode(409).contentType(PROBLEM);
    }

    @Test
    void replay_ofAnUnknownId_isNotFound() {
        operator().post("/parked/999999999/replay").then().statusCode(404).contentType(PROBLEM);
    }

    @Test
    void list_goesThroughAllPagesNewestFirst() {
        long first = park(asking(ToyHandler.REFUSE));
        long second = park(asking(ToyHandler.REFUSE));

        String next = operator()
                .get("/parked?limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo((int) second))
                .body("items[0].payload", startsWith("{"))
                .body("items[0].replayable", equalTo(true))
                .extract()
                .path("next");
        operator()
                .queryParam("cursor", next)
                .get("/parked?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo((int) first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/parked?limit=0", "/parked?limit=201", "/parked?cursor=%21%21"})
    void list_outOfBounds_isAProblem(String path) {
        operator().urlEncodingEnabled(false).get(path).then().statusCode(400).contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer wrong", "Basic b3BlcmF0b3I=", "Bearer ", MessagingServers.OPERATOR_TOKEN})
    void withoutTheToken_everythingIsRefused(String authorization) {
        given().header("Authorization", authorization)
                .get("/parked")
                .then()
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", startsWith("Bearer"));
        given().post("/parked/1/replay").then().statusCode(401).contentType(PROBLEM);
    }
}
