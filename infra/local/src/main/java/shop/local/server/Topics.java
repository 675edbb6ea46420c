package shop.local.server;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics that must be there, Kafka Connect's own among them, from the deployment's one list. The broker makes none by
 * itself.
 *
 * <p>The broker is asked over one client, which is kept until {@link #close}; a later question makes another.
 */
public final class Topics implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final short REPLICATION_FACTOR = 1;

    private record Topic(String name, int partitions, Map<String, String> config) {}

    private final List<Topic> topics;
    private final KafkaAdmin kafka;

    /** The topics that {@code list} (a JSON array of name, partitions and config) wants at that broker. */
    public Topics(Path list, String bootstrapServers) throws IOException {
        this.topics = new ObjectMapper().readValue(list.toFile(), new TypeReference<List<Topic>>() {});
        this.kafka = new KafkaAdmin(bootstrapServers, TIMEOUT);
    }

    /**
     * The names of those that are not there.
     *
     * @throws IOException if the broker does not say within 15 seconds
     */
    public Set<String> missing() throws IOException {
        return missingIn(ids());
    }

    /** The names of those that are not among the {@link #ids} seen. */
    public Set<String> missingIn(Map<String, String> ids) {
        Set<String> missing = names();
        missing.removeAll(ids.keySet());
        return missing;
    }

    /**
     * The ids of those that are there. A topic that was deleted and made again has another id.
     *
     * @throws IOException if the broker does not say within 15 seconds
     */
    public Map<String, String> ids() throws IOException {
        return kafka.ask(this::ids);
    }

    /**
     * Makes those that are missing; leaves the others as they are.
     *
     * @return the names of those it made
     * @throws IOException if the broker does not make them within 15 seconds each
     */
    public Set<String> create() throws IOException {
        Set<String> missing = missing();
        return missing.isEmpty() ? missing : kafka.ask(admin -> create(admin, missing));
    }

    @Override
    public void close() {
        kafka.close();
    }

    private Map<String, String> ids(Admin admin) throws IOException {
        Map<String, String> ids = new TreeMap<>();
        for (var described : admin.describeTopics(names()).topicNameValues().entrySet()) {
            try {
                ids.put(
                        described.getKey(),
                        kafka.get(described.getValue()).topicId().toString());
            } catch (IOException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return ids;
    }

    private Set<String> create(Admin admin, Set<String> missing) throws IOException {
        List<NewTopic> wanted = topics.stream()
                .filter(topic -> missing.contains(topic.name()))
                .map(topic ->
                        new NewTopic(topic.name(), topic.partitions(), REPLICATION_FACTOR).configs(topic.config()))
                .toList();
        Set<String> created = new TreeSet<>();
        for (var result : admin.createTopics(wanted).values().entrySet()) {
            try {
                kafka.get(result.getValue());
                created.add(result.getKey());
            } catch (IOException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IOException("the topic " + result.getKey() + " cannot be made", e);
                }
            }
        }
        return created;
    }

    private Set<String> names() {
        return topics.stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
