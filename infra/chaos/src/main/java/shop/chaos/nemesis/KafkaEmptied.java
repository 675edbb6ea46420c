package shop.chaos.nemesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.chaos.site.Topic;
import shop.local.supervisor.ProcessCommand;

/** The broker is killed and all its data deleted: topics, records, positions, Connect's configuration. */
final class KafkaEmptied implements Fault {

    private final Site site;
    private long deletedFiles;
    private String topicBefore = "";

    KafkaEmptied(Site site) {
        this.site = site;
    }

    @Override
    public void inject() throws Exception {
        Running.process(site, "kafka");
        Await.until("Kafka tells its topics' ids", Site.READY_WITHIN, () -> {
            topicBefore = topicId();
            return true;
        });
        site.control().command("kafka", ProcessCommand.KILL);
        deletedFiles = delete(site.environment().kafka().data());
    }

    @Override
    public Optional<String> evidence() {
        return deletedFiles > 0
                ? Optional.of("%,d files of Kafka's were deleted, of the topic with the id %s too"
                        .formatted(deletedFiles, topicBefore))
                : Optional.empty();
    }

    @Override
    public void heal() throws Exception {
        if (site.status("kafka").state().equals("killed")) {
            site.control().command("kafka", ProcessCommand.START);
        }
    }

    @Override
    public void awaitReady() throws Exception {
        site.awaitReady("kafka");
        Await.until("Kafka has new topics", Site.READY_WITHIN, () -> !topicId().equals(topicBefore));
        site.awaitReady("connect");
        site.awaitRelays();
    }

    private String topicId() throws Exception {
        String topic = Topic.ORDER_EVENTS.topic();
        try (var admin = site.admin()) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId()
                    .toString();
        }
    }

    private static long delete(Path directory) throws IOException {
        long deleted = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.deleteIfExists(file)) {
                    deleted++;
                }
            }
        }
        return deleted;
    }
}
