package shop.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.testkit.messaging.Records.asking;
import static shop.testkit.messaging.Records.batch;
import static shop.testkit.messaging.Records.envelope;
import static shop.testkit.messaging.Records.record;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shop.messaging.BatchConsumer;
import shop.messaging.Uuid7;

@QuarkusTest
@WithTestResource(MessagingServers.class)
class BatchConsumerTest {

    MessagingServers servers;

    @Inject
    BatchConsumer consumer;

    @Inject
    ToyHandler handler;

    @Inject
    ToyDatabase database;

    @BeforeEach
    void refusesWhatItIsAskedToRefuse() {
        handler.refuse(true);
        handler.loseConnections(0);
    }

    private static UUID id(ConsumerRecord<String, String> record) {
        return UUID.fromString(record.key());
    }

    @Test
    void sameBatchTwice_hasItsEffectsOnce() {
        var first = asking("a");
        var second = asking("b");

        consumer.consume(batch(first, second));
        consumer.consume(batch(first, second));

        for (var message : List.of(first, second)) {
            assertThat(database.effectsOf(id(message))).isOne();
            assertThat(database.answersTo(id(message), ToyHandler.DONE)).isOne();
        }
    }

    @Test
    void sameMessageTwiceInOneBatch_hasItsEffectOnce() {
        UUID id = Uuid7.next();

        consumer.consume(batch(asking(id, "a"), asking(id, "a")));

        assertThat(database.effectsOf(id)).isOne();
    }

    @Test
    void idOlderThanAnyPartition_goesToTheHandler() {
        UUID old = UUID.fromString(
                "01000000-0000-7000-8000-" + Uuid7.next().toString().substring(24));

        consumer.consume(batch(asking(old, "a")));

        assertThat(database.effectsOf(old)).isOne();
    }

    @Test
    void unreadableInTheMiddle_isParkedAloneAndTheOthersAreCarriedOut() {
        var before = asking("a");
        var unreadable = record("key", Map.of("content-type", "application/json"), "{}");
        var after = asking("b");

        consumer.consume(batch(before, unreadable, after));

        assertThat(database.effectsOf(id(before))).isOne();
        assertThat(database.effectsOf(id(after))).isOne();
        assertThat(database.parkedFrom(before.offset())).containsExactly(unreadable.offset());
        assertThat(database.count(
                        "select count(*) from parked where \"offset\" = ? and replayable", unreadable.offset()))
                .isZero();
    }

    @Test
    void unreadableDeliveredTwice_isParkedOnce() {
        var unreadable = record("key", Map.of(), "{}");

        consumer.consume(batch(unreadable));
        consumer.consume(batch(unreadable));

        assertThat(database.parkedFrom(unreadable.offset())).containsExactly(unreadable.offset());
    }

    @Test
    void whateverARecordHolds_itIsParkedAndNothingElseIsHeldUp() {
        List<ConsumerRecord<String, String>> absurd = absurdRecords();
        List<ConsumerRecord<String, String>> all = new ArrayList<>();
        for (var record : absurd) {
            all.add(asking("beside"));
            all.add(record);
        }

        consumer.consume(batch(all));

        assertThat(database.parkedFrom(absurd.getFirst().offset()))
                .containsExactlyElementsOf(
                        absurd.stream().map(ConsumerRecord::offset).toList());
        assertThat(all.stream().filter(record -> !absurd.contains(record)).map(BatchConsumerTest::id))
                .allSatisfy(id -> assertThat(database.effectsOf(id)).isOne());
    }

    private static List<ConsumerRecord<String, String>> absurdRecords() {
        String type = ToyHandler.DO;
        List<ConsumerRecord<String, String>> absurd = new ArrayList<>();
        absurd.add(record(null, envelope(Uuid7.next(), type), "{}"));
        absurd.add(record("", envelope(Uuid7.next(), type), "{}"));
        absurd.add(record("nul\u0000key", envelope(Uuid7.next(), type), "{}"));
        absurd.add(record("k".repeat(100_000), envelope(Uuid7.next(), type), "{}"));
        absurd.add(record("no-body", envelope(Uuid7.next(), type), null));
        absurd.add(record("oversize", envelope(Uuid7.next(), type), "x".repeat(1_500_000)));
        absurd.add(record("nul", envelope(Uuid7.next(), type), "{\"note\":\"\u0000\"}"));
        absurd.add(record("escaped-nul", envelope(Uuid7.next(), type), "{\"note\":\"\\u0000\"}"));
        absurd.add(record("surrogate", envelope(Uuid7.next(), type), "{\"note\":\"\\ud800\",\"\\ud800\":0"));
        absurd.add(record("not-json", envelope(Uuid7.next(), type), "not json"));
        absurd.add(record("nested", envelope(Uuid7.next(), type), "[".repeat(200_000)));
        absurd.add(record("unknown", envelope(Uuid7.next(), "shop.toy.Undo.v9"), "{}"));
        absurd.add(with("ce_id", "1-1-1-1-1"));
        absurd.add(with("ce_id", null));
        absurd.add(with("ce_specversion", "0.3"));
        absurd.add(with("ce_type", "t".repeat(100_000)));
        absurd.add(with("ce_type", "nul\u0000type"));
        absurd.add(with("ce_attempt", "9999999999"));
        absurd.add(with("ce_step", "s".repeat(10_000)));
        absurd.add(with("ce_causationid", "not a uuid"));
        return absurd;
    }

    private static ConsumerRecord<String, String> with(String header, @Nullable String value) {
        Map<String, @Nullable String> headers = new HashMap<>(envelope(Uuid7.next(), ToyHandler.DO));
        headers.put(header, value);
        return record("absurd-" + header, headers, "{\"note\":\"a\"}");
    }

    @Test
    void messageTheHandlerRefuses_isParkedAloneWithItsAnswer() {
        List<ConsumerRecord<String, String>> messages = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            messages.add(asking(
                    switch (i) {
                        case 7 -> ToyHandler.REFUSE;
                        case 8 -> ToyHandler.REFUSED_BY_CONSTRAINT;
                        case 29 -> ToyHandler.NUL;
                        default -> "carried out";
                    }));
        }
        List<Integer> refused = List.of(7, 8, 29);

        consumer.consume(batch(messages));

        for (int i = 0; i < messages.size(); i++) {
            UUID id = id(messages.get(i));
            assertThat(database.effectsOf(id)).isEqualTo(refused.contains(i) ? 0 : 1);
            assertThat(database.answersTo(id, ToyHandler.FAILED)).isEqualTo(refused.contains(i) ? 1 : 0);
        }
        assertThat(database.parkedFrom(messages.getFirst().offset()))
                .containsExactlyElementsOf(
                        refused.stream().map(i -> messages.get(i).offset()).toList());
    }

    @Test
    void refusedMessageDeliveredAgain_isNeitherParkedNorAnsweredAgain() {
        var refused = asking(ToyHandler.REFUSE);

        consumer.consume(batch(refused));
        consumer.consume(batch(refused, asking("a")));

        assertThat(database.parkedFrom(refused.offset())).containsExactly(refused.offset());
        assertThat(database.answersTo(id(refused), ToyHandler.FAILED)).isOne();
    }

    @Test
    void connectionLostInTheMiddle_theWholeBatchIsTriedAgain() {
        handler.loseConnections(3);
        var first = asking("a");
        var loses = asking(ToyHandler.LOSE_CONNECTION);
        var last = asking("b");

        consumer.consume(batch(first, loses, last));

        for (var message : List.of(first, loses, last)) {
            assertThat(database.effectsOf(id(message))).isOne();
            assertThat(database.answersTo(id(message), ToyHandler.DONE)).isOne();
        }
        assertThat(database.parkedFrom(first.offset())).isEmpty();
    }

    @Test
    void rowLockedByAnother_isWaitedForWithoutParking() throws Exception {
        var message = asking("a");
        try (ExecutorService worker = Executors.newSingleThreadExecutor();
                Connection other = servers.administrator();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table effect in access exclusive mode");
            Future<?> consumed = worker.submit(() -> consumer.consume(batch(message)));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> waiting(statement) > 0);
            assertThat(consumed.isDone()).isFalse();
            other.rollback();
            consumed.get(20, TimeUnit.SECONDS);
        }
        assertThat(database.effectsOf(id(message))).isOne();
    }

    private static long waiting(Statement statement) throws Exception {
        try (var rows = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void postgresKilledUnderBatches_nothingIsLostNorDoubled() throws Exception {
        List<ConsumerRecord<String, String>> messages = new ArrayList<>();
        try (ExecutorService worker = Executors.newSingleThreadExecutor()) {
            Future<?> consumed = worker.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    var message = asking("a");
                    messages.add(message);
                    consumer.consume(batch(message, asking("beside")));
                }
            });
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> messages.size() > 20);
            servers.killPostgres();
            servers.startPostgres();
            consumed.get(90, TimeUnit.SECONDS);
        }
        assertThat(messages).hasSize(300).allSatisfy(message -> {
            assertThat(database.effectsOf(id(message))).isOne();
            assertThat(database.answersTo(id(message), ToyHandler.DONE)).isOne();
        });
        assertThat(database.parkedFrom(messages.getFirst().offset())).isEmpty();
    }
}
