package shop.chaos.sabotage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import shop.chaos.evidence.TopicReader;
import shop.chaos.nemesis.Records;
import shop.chaos.site.Site;
import shop.chaos.site.Topic;

/** A true answer is said once more, under an id of its own, by nobody. */
final class ForgedRecord implements Sabotage.Deed {

    @Override
    public String commit(Site site) throws Exception {
        List<ProducerRecord<byte[], byte[]>> found = new ArrayList<>();
        TopicReader.read(site, List.of(Topic.PAYMENT_EVENTS.topic()), record -> {
            found.clear();
            found.add(new ProducerRecord<>(record.topic(), null, record.key(), record.value(), record.headers()));
        });
        if (found.isEmpty()) {
            throw new IllegalStateException("there is no victim yet");
        }
        ProducerRecord<byte[], byte[]> forged = found.getFirst();
        String id = UUID.randomUUID().toString();
        forged.headers().remove("ce_id");
        forged.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        Records.produce(site, found);
        return id;
    }
}
