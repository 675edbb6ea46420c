package shop.chaos.sabotage;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import shop.chaos.site.Site;
import shop.chaos.site.Topic;

/** The first half of a partition is deleted from Kafka, though its time has not come. */
final class DeletedRecords implements Sabotage.Deed {

    private static final int SECONDS = 20;

    @Override
    public String commit(Site site) throws Exception {
        TopicPartition partition = new TopicPartition(Topic.ORDER_EVENTS.topic(), 0);
        try (Admin admin = site.admin()) {
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(SECONDS, TimeUnit.SECONDS)
                    .offset();
            if (end < 2) {
                throw new IllegalStateException("there is no victim yet");
            }
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end / 2)))
                    .all()
                    .get(SECONDS, TimeUnit.SECONDS);
        }
        return Topic.ORDER_EVENTS.topic();
    }
}
