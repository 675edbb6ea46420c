package shop.chaos.nemesis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import shop.chaos.site.Site;
import shop.chaos.site.Topic;

/** Some messages that nobody can carry out, in the middle of those of orders. */
final class Poisoned implements Fault {

    /** What is wrong with them. */
    enum Kind {
        /** A body that ends in the middle. */
        TRUNCATED,
        /** A version of a message that there is not. */
        UNKNOWN_VERSION,
        /** A body longer than any outbox takes. */
        OVERSIZE,
        /** No key, and so no order. */
        NO_KEY;

        /** As people write it. */
        String text() {
            return "poison-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final int COUNT = 5;
    private static final int OVERSIZE_BYTES = 700 * 1024;

    private final Site site;
    private final Topic topic;
    private final Kind kind;
    private final SplittableRandom random;
    private List<RecordMetadata> places = List.of();

    Poisoned(Site site, String topic, Kind kind, long random) {
        this.site = site;
        this.topic = Topic.named(topic);
        this.kind = kind;
        this.random = new SplittableRandom(random);
    }

    @Override
    public void inject() throws Exception {
        site.awaitReady("kafka");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            records.add(record());
        }
        places = Records.produce(site, records);
    }

    @Override
    public Optional<String> evidence() {
        if (places.isEmpty()) {
            return Optional.empty();
        }
        RecordMetadata last = places.getLast();
        return Optional.of("%d records were produced, the last at %s-%d@%d"
                .formatted(places.size(), last.topic(), last.partition(), last.offset()));
    }

    @Override
    public void heal() {}

    @Override
    public void awaitReady() {}

    private ProducerRecord<byte[], byte[]> record() {
        String order = new UUID(random.nextLong(), random.nextLong()).toString();
        String type = kind == Kind.UNKNOWN_VERSION ? topic.aType().replace(".v1", ".v99") : topic.aType();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.topic(), kind == Kind.NO_KEY ? null : bytes(order), bytes(body(order)));
        header(record, "ce_id", new UUID(random.nextLong(), random.nextLong()).toString());
        header(record, "ce_specversion", "1.0");
        header(record, "ce_type", type);
        header(record, "ce_source", "/chaos");
        header(record, "ce_time", Instant.EPOCH.toString());
        header(record, Poison.HEADER, kind.text());
        header(record, "content-type", "application/json");
        return record;
    }

    private String body(String order) {
        String whole = "{\"orderId\":\"%s\",\"note\":\"\"}".formatted(order);
        return switch (kind) {
            case TRUNCATED -> whole.substring(0, 10 + random.nextInt(20));
            case UNKNOWN_VERSION, NO_KEY -> whole;
            case OVERSIZE -> whole.replace("\"\"", "\"" + "x".repeat(OVERSIZE_BYTES) + "\"");
        };
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
