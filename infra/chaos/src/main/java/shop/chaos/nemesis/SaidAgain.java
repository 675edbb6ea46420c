package shop.chaos.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import shop.chaos.evidence.TopicReader;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.chaos.site.Topic;

/**
 * What a topic holds is said again: read from offset 0, and produced a second time with key, headers and body as they
 * were; in the same order, or in none. Bounded: of a long topic the first records only.
 */
public final class SaidAgain implements Fault {

    private static final int MOST = 20_000;

    private final Site site;
    private final Topic topic;
    private final Optional<Random> shuffle;
    private List<RecordMetadata> again = List.of();

    /** @param shuffle decides the order; empty for the order in which the records were */
    public SaidAgain(Site site, String topic, Optional<Random> shuffle) {
        this.site = site;
        this.topic = Topic.named(topic);
        this.shuffle = shuffle;
    }

    @Override
    public void inject() throws Exception {
        site.awaitReady("kafka");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        // After Kafka was emptied it takes the relay a moment to fill it again.
        Await.until(topic.topic() + " holds something", Site.READY_WITHIN, () -> {
            records.clear();
            TopicReader.read(site, List.of(topic.topic()), record -> {
                if (records.size() < MOST && !Poison.isMarked(record.headers())) {
                    records.add(new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.value(), record.headers()));
                }
            });
            return !records.isEmpty();
        });
        shuffle.ifPresent(random -> Collections.shuffle(records, random));
        again = Records.produce(site, records);
    }

    @Override
    public Optional<String> evidence() {
        if (again.isEmpty()) {
            return Optional.empty();
        }
        RecordMetadata last = again.getLast();
        return Optional.of("%,d records were said again%s, the last at %s-%d@%d"
                .formatted(
                        again.size(),
                        shuffle.isPresent() ? " in disorder" : "",
                        last.topic(),
                        last.partition(),
                        last.offset()));
    }

    /** How many records were said again. */
    public int count() {
        return again.size();
    }

    @Override
    public void heal() {}

    @Override
    public void awaitReady() {}
}
